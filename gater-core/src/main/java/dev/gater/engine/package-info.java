/**
 * What runs a node: {@link dev.gater.engine.Node} owns the instances, {@link
 * dev.gater.engine.Instance} takes publications and routes them to lanes, {@link
 * dev.gater.engine.Lease} is what a program holds. Not exported; tests reach it through the public
 * API.
 */
@NullMarked
package dev.gater.engine;

import org.jspecify.annotations.NullMarked;
