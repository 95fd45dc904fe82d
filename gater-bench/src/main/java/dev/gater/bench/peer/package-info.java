/**
 * Who is measured: one small class a peer, each turned into the same {@link
 * dev.gater.bench.peer.Bus} by the plainest code its own documentation suggests. A JVM that
 * measures loads one of them.
 */
@NullMarked
package dev.gater.bench.peer;

import org.jspecify.annotations.NullMarked;
