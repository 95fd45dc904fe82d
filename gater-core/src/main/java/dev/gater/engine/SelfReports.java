package dev.gater.engine;

import dev.gater.Subscription.EndedBy;
import dev.gater.engine.lane.LocalSubscription;
import java.time.Duration;

/** What a node says of its own subscriptions on its own instances. None of it waits. */
interface SelfReports {

  /** Says nothing. */
  SelfReports NONE =
      new SelfReports() {
        @Override
        public void registered(LocalSubscription subscription, Duration took) {}

        @Override
        public void refused(String instance, String name, String reason) {}

        @Override
        public void failed(LocalSubscription subscription, String what) {}

        @Override
        public void ended(LocalSubscription subscription, EndedBy by) {}

        @Override
        public void stalled(String durable, String how) {}

        @Override
        public void recovered(String durable) {}

        @Override
        public void stop() {}
      };

  void registered(LocalSubscription subscription, Duration took);

  void refused(String instance, String name, String reason);

  void failed(LocalSubscription subscription, String what);

  void ended(LocalSubscription subscription, EndedBy by);

  void stalled(String durable, String how);

  void recovered(String durable);

  void stop();
}
