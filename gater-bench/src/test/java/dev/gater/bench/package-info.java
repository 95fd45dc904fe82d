@NullMarked
package dev.gater.bench;

import org.jspecify.annotations.NullMarked;
