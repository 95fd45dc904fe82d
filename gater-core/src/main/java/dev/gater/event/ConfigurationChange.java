package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a service changed. Values are text as a person would write them; leave secrets
 * out.
 *
 * @param setting the key of the setting, in full
 * @param oldValue null if it had none
 * @param newValue null if it was removed
 * @param changedBy the user or process that changed it
 * @param reason why, in words or as a short code
 */
@EventType(topic = "configuration_changes:{service}")
public record ConfigurationChange(
    String service,
    String setting,
    @Nullable String oldValue,
    @Nullable String newValue,
    @Nullable String changedBy,
    @Nullable String reason)
    implements SystemEvent {

  public ConfigurationChange {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(setting, "setting");
  }

  /** Leaves the other components open. */
  public ConfigurationChange(
      String service, String setting, @Nullable String oldValue, @Nullable String newValue) {
    this(service, setting, oldValue, newValue, null, null);
  }
}
