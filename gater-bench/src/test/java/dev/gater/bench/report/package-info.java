@NullMarked
package dev.gater.bench.report;

import org.jspecify.annotations.NullMarked;
