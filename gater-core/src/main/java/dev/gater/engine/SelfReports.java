package dev.gater.engine;

import dev.gater.Subscription.EndedBy;
import dev.gater.engine.lane.Lane;
import java.time.Duration;

/** What a node says of its own subscriptions on its own instances. None of it waits. */
interface SelfReports {

  /** Says nothing. */
  SelfReports NONE =
      new SelfReports() {
        @Override
        public void registered(Lane lane, Duration took) {}

        @Override
        public void refused(String instance, String name, String reason) {}

        @Override
        public void failed(Lane lane, String what) {}

        @Override
        public void ended(Lane lane, EndedBy by) {}

        @Override
        public void stop() {}
      };

  void registered(Lane lane, Duration took);

  void refused(String instance, String name, String reason);

  void failed(Lane lane, String what);

  void ended(Lane lane, EndedBy by);

  void stop();
}
