package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A projection (read model) took in events: how far it is and what changed in it.
 *
 * @param streamId the stream whose events were taken in
 * @param appliedVersion the version of that stream that the projection now shows
 * @param entityId the row or document that changed
 * @param appliedEvents how many events this update took in
 * @param lag events known but not yet taken in
 * @param processingTimeMs milliseconds the update took
 * @param changes the changed fields with their new values, JSON-like
 */
@EventType(topic = "projection_updates:{projection_name}")
public record ProjectionUpdate(
    String projectionName,
    @Nullable String streamId,
    @Nullable Long appliedVersion,
    @Nullable String entityId,
    @Nullable Long appliedEvents,
    @Nullable Long lag,
    @Nullable Long processingTimeMs,
    @Nullable Map<String, @Nullable Object> changes)
    implements DomainEvent {

  public ProjectionUpdate {
    Objects.requireNonNull(projectionName, "projectionName");
    changes = changes == null ? null : Frozen.map(changes);
  }

  /** Leaves the other components open. */
  public ProjectionUpdate(
      String projectionName, @Nullable String streamId, @Nullable Long appliedVersion) {
    this(projectionName, streamId, appliedVersion, null, null, null, null, null);
  }
}
