/** The bounded passage from publishers to an instance's dispatcher, where numbers are given. */
@NullMarked
package dev.gater.engine.ring;

import org.jspecify.annotations.NullMarked;
