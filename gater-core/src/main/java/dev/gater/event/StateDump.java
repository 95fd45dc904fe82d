package dev.gater.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The inner state of a component at one moment.
 *
 * @param state the state, JSON-like; leave secrets out
 * @param pid the process, as its system names it
 * @param reason what made somebody take it
 */
@EventType(topic = "diagnostics:state_dump")
public record StateDump(
    String component,
    Map<String, @Nullable Object> state,
    @Nullable String pid,
    @Nullable String reason)
    implements DiagnosticsEvent {

  public StateDump {
    Objects.requireNonNull(component, "component");
    state = Frozen.map(Objects.requireNonNull(state, "state"));
  }

  /** Leaves the other components open. */
  public StateDump(String component, Map<String, @Nullable Object> state) {
    this(component, state, null, null);
  }
}
