/**
 * Runs jcstress's tests, and what they share. The tests are in the packages of what they test; each
 * is named for the promise that its forbidden outcomes break.
 */
@NullMarked
package dev.gater.stress;

import org.jspecify.annotations.NullMarked;
