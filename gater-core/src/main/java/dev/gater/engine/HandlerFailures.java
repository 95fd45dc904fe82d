package dev.gater.engine;

import dev.gater.Message;
import dev.gater.engine.lane.LocalSubscription;
import dev.gater.engine.message.StoredMessage;
import org.jspecify.annotations.Nullable;

/** Says which handlers of an instance have thrown: in the log and in reports, at a bounded rate. */
final class HandlerFailures {
  private final SelfReports reports;
  private final QuietLog log = new QuietLog();

  HandlerFailures(SelfReports reports) {
    this.reports = reports;
  }

  /**
   * @param message what it was called with, null for a gap
   */
  void failed(LocalSubscription subscription, @Nullable Message<?> message, Throwable thrown) {
    String what = describe(thrown);
    log.warn(
        () ->
            "the handler of "
                + subscription
                + " failed"
                + (message == null ? "" : " on " + message)
                + ": "
                + what,
        thrown);
    if (!(message instanceof StoredMessage stored && stored.ofGater())) {
      reports.failed(subscription, what);
    }
  }

  private static String describe(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (RuntimeException | Error again) { // it throws when it is looked at
      return thrown.getClass().getName();
    }
  }
}
