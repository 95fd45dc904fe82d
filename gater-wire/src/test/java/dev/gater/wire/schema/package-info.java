/** What {@code dev.gater.wire.schema} promises. */
@NullMarked
package dev.gater.wire.schema;

import org.jspecify.annotations.NullMarked;
