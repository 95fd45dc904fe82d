/**
 * Processes that publish, read and acknowledge until they are killed, one after the other on the
 * same data directory, and a reckoning of all that they said. {@code scripts/kill} runs it for
 * long.
 */
@NullMarked
package dev.gater.log.kill;

import org.jspecify.annotations.NullMarked;
