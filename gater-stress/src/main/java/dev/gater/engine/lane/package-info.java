/** The dispatcher, a lane's own thread and the close meet at the lane. */
@NullMarked
package dev.gater.engine.lane;

import org.jspecify.annotations.NullMarked;
