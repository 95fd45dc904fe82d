package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process was started again after it had ended.
 *
 * @param component the sort of process, plural by convention: {@code subscription_proxies}; one
 *     topic segment
 * @param processType what it is: {@code subscription_proxy}
 * @param pid the new process, as its system names it
 * @param restartCount how often it has been started again, this time included
 * @param previousPid the process it replaces
 * @param name the name it was given
 * @param storeId the event store it concerns
 * @param subscriptionName the subscription it concerns
 * @param supervisor the process that looks after it
 * @param reason why, in words or as a short code
 * @param downtimeMs milliseconds between the two
 */
@EventType(topic = "process_lifecycle:{component}")
public record ProcessRestarted(
    String component,
    String processType,
    @Nullable String pid,
    @Nullable Integer restartCount,
    @Nullable String previousPid,
    @Nullable String name,
    @Nullable String storeId,
    @Nullable String subscriptionName,
    @Nullable String supervisor,
    @Nullable String reason,
    @Nullable Long downtimeMs)
    implements LifecycleEvent {

  public ProcessRestarted {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(processType, "processType");
  }

  /** Leaves the other components open. */
  public ProcessRestarted(
      String component, String processType, @Nullable String pid, @Nullable Integer restartCount) {
    this(component, processType, pid, restartCount, null, null, null, null, null, null, null);
  }
}
