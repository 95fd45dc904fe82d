/**
 * A crowd of publishers and subscribers that come and go, drawn from a seed, and a reckoning of all
 * that each of them saw, through the public API alone. {@code scripts/soak} runs it for long.
 */
@NullMarked
package dev.gater.soak;

import org.jspecify.annotations.NullMarked;
