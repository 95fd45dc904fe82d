package dev.gater.wire;

import dev.gater.PublishOptions;
import org.jspecify.annotations.Nullable;

/**
 * One publication as it came over the wire, to be given to {@code PubSub.publish}. Whether topic,
 * type and data are legal is for the instance to say.
 *
 * @param instance a canonical name; whether there is such an instance is not known here
 * @param data JSON-like and the owner's own: nobody else changes it
 * @param options the time, identity, metadata and schema version that came with it
 */
public record PublicationLine(
    String instance, String topic, String type, @Nullable Object data, PublishOptions options) {}
