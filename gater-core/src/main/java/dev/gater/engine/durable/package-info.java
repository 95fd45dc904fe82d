/**
 * Durables: named cursors that read from the log, and the members that compete for what they give
 * out. A cursor decides, a durable guards it with one lock, a member calls its handler on the crew.
 */
@NullMarked
package dev.gater.engine.durable;

import org.jspecify.annotations.NullMarked;
