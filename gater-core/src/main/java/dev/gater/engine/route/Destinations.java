package dev.gater.engine.route;

import dev.gater.Topic;
import dev.gater.engine.message.Origin;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The topics that an instance was last published to, by name, in bounded memory: two generations of
 * a map. A topic that is used moves to the young one; when that is full it becomes the old one, and
 * what was not used since is forgotten with the one before. Safe for use by any number of threads;
 * one topic may have two destinations for a moment, which does no harm.
 */
public final class Destinations {
  /** Topics of one generation; some 150 bytes each. */
  private static final int GENERATION = 1 << 15;

  private static final class Generations {
    final ConcurrentHashMap<String, Destination> young = new ConcurrentHashMap<>();
    final ConcurrentHashMap<String, Destination> old;

    Generations(ConcurrentHashMap<String, Destination> old) {
      this.old = old;
    }
  }

  private final Origin origin;
  private volatile Generations generations = new Generations(new ConcurrentHashMap<>());

  /** Of the instance of that origin. */
  public Destinations(Origin origin) {
    this.origin = origin;
  }

  /** The destination of a topic that was checked before; null if it is not known, or not legal. */
  private @Nullable Destination find(String topic) {
    Generations now = generations;
    Destination known = now.young.get(topic);
    if (known == null) {
      known = now.old.get(topic);
      if (known != null) {
        keep(now, known);
      }
    }
    return known;
  }

  /**
   * The destination of a topic.
   *
   * @throws dev.gater.InvalidTopicException if the topic is not legal
   */
  public Destination of(String topic) {
    Destination known = find(topic);
    if (known == null) {
      known = new Destination(origin, Topic.check(topic));
      keep(generations, known);
    }
    return known;
  }

  private void keep(Generations now, Destination destination) {
    now.young.put(destination.topic(), destination);
    if (now.young.mappingCount() > GENERATION) {
      age(now);
    }
  }

  private synchronized void age(Generations full) {
    if (generations == full) {
      generations = new Generations(full.young);
    }
  }
}
