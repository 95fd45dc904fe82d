/** What Gater's outside forms promise. */
@NullMarked
package dev.gater.wire;

import org.jspecify.annotations.NullMarked;
