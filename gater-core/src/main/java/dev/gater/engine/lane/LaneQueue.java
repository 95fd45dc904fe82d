package dev.gater.engine.lane;

import dev.gater.engine.message.StoredMessage;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The messages that wait for one lane, bounded by the lane. Guarded by the lane's lock. */
sealed interface LaneQueue {

  int size();

  /** The oldest, removed; null for none. */
  @Nullable StoredMessage poll();

  /**
   * Adds the newest.
   *
   * @param resting whether the subscriber has nothing to do yet
   */
  void add(StoredMessage message, boolean resting);

  /** Removes the oldest of a topic; says whether there was one. */
  boolean removeTopic(String topic);

  void clear();

  /** In order of arrival. */
  final class Fifo implements LaneQueue {
    private final ArrayDeque<StoredMessage> messages = new ArrayDeque<>();

    @Override
    public int size() {
      return messages.size();
    }

    @Override
    public @Nullable StoredMessage poll() {
      return messages.poll();
    }

    @Override
    public void add(StoredMessage message, boolean resting) {
      messages.add(message);
    }

    @Override
    public boolean removeTopic(String topic) {
      Iterator<StoredMessage> oldestFirst = messages.iterator();
      while (oldestFirst.hasNext()) {
        if (oldestFirst.next().topic().equals(topic)) {
          oldestFirst.remove();
          return true;
        }
      }
      return false;
    }

    @Override
    public void clear() {
      messages.clear();
    }
  }

  /**
   * One message a topic, in order of the arrival of the newest; before them, all that came while
   * the subscriber was resting and its thread had yet to wake up: nobody is behind then.
   */
  final class Conflating implements LaneQueue {
    private final ArrayDeque<StoredMessage> first = new ArrayDeque<>();
    private final LinkedHashMap<String, StoredMessage> latest = new LinkedHashMap<>();

    @Override
    public int size() {
      return first.size() + latest.size();
    }

    @Override
    public @Nullable StoredMessage poll() {
      if (!first.isEmpty()) {
        return first.poll();
      }
      Iterator<StoredMessage> oldest = latest.values().iterator();
      if (!oldest.hasNext()) {
        return null;
      }
      StoredMessage message = oldest.next();
      oldest.remove();
      return message;
    }

    @Override
    public void add(StoredMessage message, boolean resting) {
      if (resting) {
        first.add(message);
      } else {
        latest.putLast(message.topic(), message);
      }
    }

    @Override
    public boolean removeTopic(String topic) {
      return latest.remove(topic) != null;
    }

    @Override
    public void clear() {
      first.clear();
      latest.clear();
    }
  }
}
