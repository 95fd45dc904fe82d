package dev.gater.log;

import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.TopicPattern;
import dev.gater.log.Database.Family;
import dev.gater.log.Database.Handle;
import dev.gater.log.DiskLog.View;
import dev.gater.log.Row.DamagedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Finds the last messages of topics. For any thread. */
final class LastValues {
  private static final TopicPattern ALL = TopicPattern.parse("*");

  private final DiskLog log;
  private final Stored stored;
  private final int id;
  private final Policy policy;

  LastValues(DiskLog log, Stored stored, int id, Policy policy) {
    this.log = log;
    this.stored = stored;
    this.id = id;
    this.policy = policy;
  }

  /** What is known of one topic, the newest first. */
  private static final class Topic {
    final String name;
    final List<Message<?>> unwritten = new ArrayList<>();
    final List<Long> numbers = new ArrayList<>();

    /** The last number in a sealed segment, 0 for none. */
    long lastSealed;

    byte @Nullable [] kept;

    Topic(String name) {
      this.name = name;
    }

    int found() {
      return unwritten.size() + numbers.size();
    }

    long newest() {
      if (!unwritten.isEmpty()) {
        return unwritten.getFirst().sequence();
      }
      return numbers.isEmpty() ? lastSealed : numbers.getFirst();
    }
  }

  List<Message<?>> of(TopicPattern wantedTopics, int perTopic, long wanted, Handle handle)
      throws RocksDBException {
    // Which topics are the latest ones, of which the last value is kept, all of them decide.
    TopicPattern pattern = policy.lastValue() ? ALL : wantedTopics;
    View view = log.view();
    long through = Math.min(wanted, view.last());
    List<Message<?>> unwritten = log.unwritten(view.written() + 1, through, Integer.MAX_VALUE);
    Map<String, Topic> topics = new HashMap<>();
    for (Message<?> message : unwritten.reversed()) {
      if (pattern.matches(message.topic())) {
        Topic topic = topics.computeIfAbsent(message.topic(), Topic::new);
        if (topic.found() < perTopic && isWanted(message.sequence(), view.first(), topic)) {
          topic.unwritten.add(message);
        }
      }
    }
    for (InMemory segment : view.inMemory().reversed()) {
      addNumbers(segment, view.first(), through, pattern, perTopic, topics);
    }
    addSealed(pattern, handle, topics);
    List<Message<?>> messages = new ArrayList<>();
    try (Stored.Reader rows = stored.reader(handle)) {
      for (Topic topic : latest(topics)) {
        if (wantedTopics.matches(topic.name)) {
          search(topic, view, perTopic, through, rows);
          addMessages(topic, rows, messages);
        }
      }
    }
    messages.sort(Comparator.comparingLong(Message::sequence));
    return messages;
  }

  private void addNumbers(
      InMemory segment,
      long first,
      long through,
      TopicPattern pattern,
      int perTopic,
      Map<String, Topic> topics) {
    log.guarded(() -> {
      segment
          .segment()
          .topics()
          .forEach((name, numbers) -> {
            if (pattern.matches(name)) {
              Topic topic = topics.computeIfAbsent(name, Topic::new);
              add(numbers, first, Math.min(through, segment.last()), perTopic, topic);
            }
          });
      return topics;
    });
    topics.values().removeIf(topic -> topic.found() == 0);
  }

  /** The last value stays where the policy says so, though the history may begin after it. */
  private boolean isWanted(long number, long first, Topic topic) {
    return number >= first || (policy.lastValue() && topic.found() == 0);
  }

  private void add(Numbers numbers, long first, long through, int perTopic, Topic topic) {
    for (int i = numbers.indexOf(through + 1) - 1;
        i >= 0 && topic.found() < perTopic && isWanted(numbers.get(i), first, topic);
        i--) {
      topic.numbers.add(numbers.get(i));
    }
  }

  private void addSealed(TopicPattern pattern, Handle handle, Map<String, Topic> topics)
      throws RocksDBException {
    byte[] beginning = Keys.of(id, Patterns.beginning(pattern));
    try (Rows rows = new Rows(handle, Family.TOPICS, beginning, Keys.after(beginning))) {
      for (boolean more = rows.first(); more; more = rows.next()) {
        String name = Keys.topic(rows.key());
        if (pattern.matches(name)) {
          TopicRow row = TopicRow.read(rows.value());
          Topic topic = topics.computeIfAbsent(name, Topic::new);
          topic.lastSealed = row.last();
          topic.kept = row.message();
        }
      }
    }
  }

  /** The topics whose last message is the newest, as many as are to be kept. */
  private List<Topic> latest(Map<String, Topic> topics) {
    List<Topic> all = new ArrayList<>(topics.values());
    if (policy.lastValue() && all.size() > policy.topics()) {
      all.sort(Comparator.comparingLong(Topic::newest).reversed());
      return all.subList(0, policy.topics());
    }
    return all;
  }

  /** Looks for older messages of a topic in the sealed segments. */
  private void search(Topic topic, View view, int perTopic, long through, Stored.Reader rows)
      throws RocksDBException {
    if (topic.kept != null) {
      return;
    }
    for (Segment segment : view.onDisk().reversed()) {
      if (topic.found() >= perTopic || !isWanted(segment.last(), view.first(), topic)) {
        return;
      }
      if (segment.first() <= Math.min(topic.lastSealed, through)) {
        add(rows.of(segment, topic.name), view.first(), through, perTopic, topic);
      }
    }
  }

  private void addMessages(Topic topic, Stored.Reader rows, List<Message<?>> messages)
      throws RocksDBException {
    messages.addAll(topic.unwritten);
    for (long number : topic.numbers) {
      Stored.Found found = rows.get(number);
      if (found.message() != null) {
        messages.add(found.message());
      }
    }
    byte[] kept = topic.kept;
    if (topic.found() == 0 && kept != null) {
      try {
        messages.add(stored.message(topic.lastSealed, kept));
      } catch (DamagedException damaged) {
        stored.report(topic.lastSealed, topic.lastSealed, String.valueOf(damaged.getMessage()));
      }
    }
  }
}
