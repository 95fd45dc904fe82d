/** What {@code dev.gater.wire.json} promises. */
@NullMarked
package dev.gater.wire.json;

import org.jspecify.annotations.NullMarked;
