package dev.gater;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a confirmed publication.
 *
 * @param publication whether it was accepted
 * @param position where it stands in the log, or null if it was not accepted
 * @param durability what holds by now: the policy's for an accepted publication, less only if the
 *     node was closed before its disk had taken it
 */
public record Receipt(
    Publication publication, @Nullable Position position, Durability durability) {}
