package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process started.
 *
 * @param component the sort of process, plural by convention: {@code subscription_proxies}; one
 *     topic segment
 * @param processType what it is: {@code subscription_proxy}
 * @param pid the process, as its system names it
 * @param name the name it was given
 * @param storeId the event store it concerns
 * @param subscriptionName the subscription it concerns
 * @param supervisor the process that looks after it
 * @param restartCount how often it has been started again; 0 for the first start
 */
@EventType(topic = "process_lifecycle:{component}")
public record ProcessStarted(
    String component,
    String processType,
    @Nullable String pid,
    @Nullable String name,
    @Nullable String storeId,
    @Nullable String subscriptionName,
    @Nullable String supervisor,
    @Nullable Integer restartCount)
    implements LifecycleEvent {

  public ProcessStarted {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(processType, "processType");
  }

  /** Leaves the other components open. */
  public ProcessStarted(String component, String processType, @Nullable String pid) {
    this(component, processType, pid, null, null, null, null, null);
  }
}
