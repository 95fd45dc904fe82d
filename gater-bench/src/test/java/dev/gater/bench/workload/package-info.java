@NullMarked
package dev.gater.bench.workload;

import org.jspecify.annotations.NullMarked;
