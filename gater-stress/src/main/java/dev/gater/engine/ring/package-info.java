/** Publishers, the close and the dispatcher meet at the ring. */
@NullMarked
package dev.gater.engine.ring;

import org.jspecify.annotations.NullMarked;
