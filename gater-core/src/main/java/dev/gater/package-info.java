/**
 * What a program that publishes or subscribes needs: a node ({@link dev.gater.Gater}), its
 * instances ({@link dev.gater.PubSub}), the messages and subscriptions on them, and the policies
 * that shape them. Unless a parameter or result is marked {@code @Nullable}, null is refused with a
 * {@link NullPointerException} at once.
 */
@NullMarked
package dev.gater;

import org.jspecify.annotations.NullMarked;
