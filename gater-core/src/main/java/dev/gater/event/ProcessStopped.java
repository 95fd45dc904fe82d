package dev.gater.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process ended as it should.
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
 * @param reason why, in words or as a short code
 * @param uptimeMs milliseconds it lived
 */
@EventType(topic = "process_lifecycle:{component}")
public record ProcessStopped(
    String component,
    String processType,
    @Nullable String pid,
    @Nullable String name,
    @Nullable String storeId,
    @Nullable String subscriptionName,
    @Nullable String supervisor,
    @Nullable Integer restartCount,
    @Nullable String reason,
    @Nullable Long uptimeMs)
    implements LifecycleEvent {

  public ProcessStopped {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(processType, "processType");
  }

  /** Leaves the other components open. */
  public ProcessStopped(String component, String processType, @Nullable String pid) {
    this(component, processType, pid, null, null, null, null, null, null, null);
  }
}
