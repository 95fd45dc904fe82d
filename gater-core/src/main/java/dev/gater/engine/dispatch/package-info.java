/**
 * The dispatcher of an instance: it calls handlers in line, and a watchdog takes calls off it that
 * last too long.
 */
@NullMarked
package dev.gater.engine.dispatch;

import org.jspecify.annotations.NullMarked;
