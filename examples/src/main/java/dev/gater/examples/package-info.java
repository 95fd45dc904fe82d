/** Small programs on Gater's public API. Each has a {@code main} and stands by itself. */
@NullMarked
package dev.gater.examples;

import org.jspecify.annotations.NullMarked;
