/** Counters and sampled timings of an instance. */
@NullMarked
package dev.gater.engine.figures;

import org.jspecify.annotations.NullMarked;
