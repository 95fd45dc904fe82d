/** The bounded history that an instance keeps in memory. */
@NullMarked
package dev.gater.engine.log;

import org.jspecify.annotations.NullMarked;
