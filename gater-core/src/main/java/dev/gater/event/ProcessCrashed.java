package dev.gater.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process ended as it should not.
 *
 * @param component the sort of process, plural by convention: {@code subscription_proxies}; one
 *     topic segment
 * @param processType what it is: {@code subscription_proxy}
 * @param pid the process, as its system names it
 * @param reason why, in words or as a short code
 * @param name the name it was given
 * @param storeId the event store it concerns
 * @param subscriptionName the subscription it concerns
 * @param supervisor the process that looks after it
 * @param restartCount how often it has been started again; 0 for the first start
 * @param uptimeMs milliseconds it lived
 * @param errorType the exception's class or the error's code
 * @param stackTrace frames, innermost first
 */
@EventType(topic = "process_lifecycle:{component}")
public record ProcessCrashed(
    String component,
    String processType,
    @Nullable String pid,
    @Nullable String reason,
    @Nullable String name,
    @Nullable String storeId,
    @Nullable String subscriptionName,
    @Nullable String supervisor,
    @Nullable Integer restartCount,
    @Nullable Long uptimeMs,
    @Nullable String errorType,
    @Nullable List<String> stackTrace)
    implements LifecycleEvent {

  public ProcessCrashed {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(processType, "processType");
    stackTrace = stackTrace == null ? null : List.copyOf(stackTrace);
  }

  /** Leaves the other components open. */
  public ProcessCrashed(
      String component, String processType, @Nullable String pid, @Nullable String reason) {
    this(component, processType, pid, reason, null, null, null, null, null, null, null, null);
  }
}
