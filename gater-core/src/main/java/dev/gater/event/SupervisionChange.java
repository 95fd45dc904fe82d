package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The supervision tree changed.
 *
 * @param supervisor the supervisor whose children or rules changed
 * @param child the child it is about
 * @param strategy the supervisor's strategy from now on: {@code one_for_one}
 * @param childCount children it has now
 * @param reason why, in words or as a short code
 */
@EventType(topic = "process_lifecycle:supervisors")
public record SupervisionChange(
    String supervisor,
    Change change,
    @Nullable String child,
    @Nullable String strategy,
    @Nullable Integer childCount,
    @Nullable String reason)
    implements LifecycleEvent {

  /** What changed. */
  public enum Change {
    CHILD_ADDED,
    CHILD_REMOVED,
    STRATEGY_CHANGED,
    /** It gives up on its children. */
    RESTART_LIMIT_REACHED,
    SUPERVISOR_STARTED,
    SUPERVISOR_STOPPED
  }

  public SupervisionChange {
    Objects.requireNonNull(supervisor, "supervisor");
    Objects.requireNonNull(change, "change");
  }

  /** Leaves the other components open. */
  public SupervisionChange(String supervisor, Change change, @Nullable String child) {
    this(supervisor, change, child, null, null, null);
  }
}
