/** The order-preserving path of one subscription, and the threads that call handlers. */
@NullMarked
package dev.gater.engine.lane;

import org.jspecify.annotations.NullMarked;
