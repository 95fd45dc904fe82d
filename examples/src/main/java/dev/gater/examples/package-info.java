/**
 * Programs to read and to start from. Each has a {@code main} that opens a node, subscribes,
 * publishes a few events and prints what a person would want to see.
 */
@NullMarked
package dev.gater.examples;

import org.jspecify.annotations.NullMarked;
