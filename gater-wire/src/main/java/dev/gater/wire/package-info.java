/**
 * Messages and publications as they go over the wire: one JSON object each, or a CloudEvent.
 *
 * <p>The forms are those of Gater's outside contract; they change only by additions.
 */
@NullMarked
package dev.gater.wire;

import org.jspecify.annotations.NullMarked;
