/** What {@code dev.gater.wire.config} promises. */
@NullMarked
package dev.gater.wire.config;

import org.jspecify.annotations.NullMarked;
