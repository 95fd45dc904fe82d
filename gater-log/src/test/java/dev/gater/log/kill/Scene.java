package dev.gater.log.kill;

import dev.gater.GaterConfig;
import dev.gater.Retention;
import java.nio.file.Path;
import java.util.List;

/** What is played: the instances, and how they are set. */
final class Scene {
  /** One after sync, one of high priority, two flushed, of which one forgets. */
  static final List<String> INSTANCES = List.of("events", "audit", "alerts", "system", "logging");

  /** The one on which retention runs, by count; it has no durable. */
  static final String FORGETFUL = "logging";

  /** How many messages that one keeps. */
  static final int KEPT = 700;

  /** The one whose messages are on the disk before anybody sees them. */
  static final String AFTER_SYNC = "audit";

  /** The name of each instance's durable. */
  static final String DURABLE = "desk";

  static final int TOPICS = 8;

  private Scene() {}

  static List<String> withDurable() {
    return INSTANCES.stream().filter(name -> !name.equals(FORGETFUL)).toList();
  }

  static GaterConfig config(Path directory) {
    GaterConfig config = GaterConfig.defaults().data(directory);
    for (String name : INSTANCES) {
      Retention keep =
          name.equals(FORGETFUL) ? Retention.forever().count(KEPT) : Retention.forever();
      config = config.instance(name, policy -> policy.keep(keep));
    }
    return config;
  }
}
