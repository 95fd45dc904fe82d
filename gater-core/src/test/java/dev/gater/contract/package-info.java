/**
 * What Gater promises, held through the public API alone: an engine that replaces today's has to
 * pass these tests unchanged. Nothing here asserts how long something takes; every wait is bounded.
 */
@NullMarked
package dev.gater.contract;

import org.jspecify.annotations.NullMarked;
