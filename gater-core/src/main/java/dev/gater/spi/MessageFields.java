package dev.gater.spi;

import dev.gater.Message;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message taken apart, as a log keeps it: what can't be had from the instance and the epoch.
 *
 * @param sequence its number
 * @param receivedMillis {@link Message#received()} in milliseconds of the epoch of 1970
 * @param schemaVersion at least 1
 * @param data JSON-like and immutable
 * @param metadata JSON-like and immutable
 * @param time what the publisher said, null for nothing
 * @param id the identity that the publisher gave, null for Gater's
 * @param source what the publisher gave, null for the node's
 * @param sender the number of the subscription that published it and is left out, 0 for none; means
 *     nothing once the process has ended
 * @param ofGater whether Gater speaks of itself
 */
public record MessageFields(
    long sequence,
    long receivedMillis,
    String topic,
    String type,
    int schemaVersion,
    @Nullable Object data,
    Map<String, @Nullable Object> metadata,
    @Nullable Instant time,
    @Nullable String id,
    @Nullable String source,
    long sender,
    boolean ofGater) {}
