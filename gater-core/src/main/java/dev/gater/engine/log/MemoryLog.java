package dev.gater.engine.log;

import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Position;
import dev.gater.TopicPattern;
import dev.gater.engine.message.JsonData;
import dev.gater.engine.message.StoredMessage;
import dev.gater.spi.MessageLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance's history in memory, bounded by its policy. It is gone with the node. All methods
 * take the one lock; a read looks at every message kept in the stretch asked for.
 */
public final class MemoryLog implements MessageLog {
  /** A message and its times, without topic and data. */
  private static final int MESSAGE_WEIGHT = 160;

  /** Messages that one read looks at. */
  private static final int MOST_LOOKED_AT = 1024;

  private final String epoch;
  private final InstantSource clock;
  private final Optional<Duration> age;
  private final long maxCount;
  private final long maxWeight;
  private final long maxMemory;
  private final int maxTopics;
  private final Entries entries = new Entries();
  private final LinkedHashMap<String, Message<?>> latest = new LinkedHashMap<>();
  private long last;
  private long lastReceived;
  private long weight;
  private long held = Long.MAX_VALUE;

  /** Empty, for an instance of that policy. */
  public MemoryLog(String epoch, Policy policy, InstantSource clock) {
    this.epoch = epoch;
    this.clock = clock;
    this.age = policy.keep().age();
    this.maxCount = policy.keep().count();
    this.maxMemory = policy.memory().bytes();
    this.maxWeight =
        Math.min(maxMemory, policy.keep().size().map(size -> size.bytes()).orElse(Long.MAX_VALUE));
    this.maxTopics = policy.lastValue() ? policy.topics() : 0;
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public synchronized long last() {
    return last;
  }

  @Override
  public synchronized long first() {
    expire();
    return last - entries.size + 1;
  }

  @Override
  public synchronized Instant lastReceived() {
    return Instant.ofEpochMilli(lastReceived);
  }

  @Override
  public synchronized void append(Message<?>[] messages, int from, int count) {
    Message<?> newest = messages[from + count - 1];
    last = newest.sequence();
    lastReceived = newest.received().toEpochMilli();
    if (maxTopics > 0) {
      for (int i = from; i < from + count; i++) {
        latest.putLast(messages[i].topic(), messages[i]);
        if (latest.size() > maxTopics) {
          latest.pollFirstEntry();
        }
      }
    }
    if (maxCount > 0 && maxWeight > 0) {
      weight += entries.add(messages, from, count);
    }
    expire();
  }

  private static int weightOf(Message<?> message) {
    long data =
        message instanceof StoredMessage stored ? stored.weight() : JsonData.weigh(message.data());
    Map<String, ?> metadata = message.metadata();
    long whole =
        MESSAGE_WEIGHT
            + message.topic().length()
            + data
            + (metadata.isEmpty() ? 0 : JsonData.weigh(metadata));
    return (int) Math.min(whole, Integer.MAX_VALUE);
  }

  private void expireBeyondBounds() {
    while (weight > maxMemory || ((entries.size > maxCount || weight > maxWeight) && mayExpire())) {
      weight -= entries.remove();
    }
  }

  /** Whether nobody holds the oldest. */
  private boolean mayExpire() {
    return last - entries.size + 1 < held;
  }

  @Override
  public synchronized void hold(long sequence) {
    held = sequence;
  }

  private void expire() {
    expireBeyondBounds();
    if (age.isPresent() && entries.size > 0) {
      Instant oldest = clock.instant().minus(age.get());
      while (entries.size > 0 && mayExpire() && entries.get(0).received().isBefore(oldest)) {
        weight -= entries.remove();
      }
    }
  }

  @Override
  public synchronized Page read(TopicPattern pattern, long from, long through, int limit) {
    long first = first();
    List<Message<?>> messages = new ArrayList<>();
    long next = Math.max(from, Math.min(first, through + 1));
    long expired = next;
    // No reader may keep appends waiting while it looks for a rare topic: it comes back for more.
    long end = Math.min(Math.min(through, last), next + MOST_LOOKED_AT - 1);
    while (next <= end && messages.size() < limit) {
      Message<?> message = entries.get((int) (next - first));
      if (pattern.matches(message.topic())) {
        messages.add(message);
      }
      next++;
    }
    return new Page(messages, expired, next);
  }

  @Override
  public synchronized long firstReceivedAt(Instant time) {
    long first = first();
    int before = 0;
    int after = entries.size;
    while (before < after) {
      int middle = (before + after) >>> 1;
      if (entries.get(middle).received().isBefore(time)) {
        before = middle + 1;
      } else {
        after = middle;
      }
    }
    return first + before;
  }

  @Override
  public synchronized Page readBack(TopicPattern pattern, long from, int limit) {
    long first = first();
    List<Message<?>> messages = new ArrayList<>();
    long next = Math.min(from, last);
    long end = Math.max(first, next - MOST_LOOKED_AT + 1);
    while (next >= end && messages.size() < limit) {
      Message<?> message = entries.get((int) (next - first));
      if (pattern.matches(message.topic())) {
        messages.add(message);
      }
      next--;
    }
    return new Page(messages, from, next);
  }

  @Override
  public synchronized List<Message<?>> lastValues(
      TopicPattern pattern, int perTopic, long through) {
    Map<String, Integer> found = new HashMap<>();
    List<Message<?>> values = new ArrayList<>();
    if (maxTopics == 0 || perTopic > 1) {
      long first = first();
      for (long next = Math.min(through, last); next >= first; next--) {
        Message<?> message = entries.get((int) (next - first));
        if (pattern.matches(message.topic())
            && (maxTopics == 0 || latest.containsKey(message.topic()))
            && found.merge(message.topic(), 1, Integer::sum) <= perTopic) {
          values.add(message);
        }
      }
    }
    for (Message<?> message : latest.values()) {
      if (pattern.matches(message.topic()) && !found.containsKey(message.topic())) {
        values.add(message);
      }
    }
    values.sort(Comparator.comparingLong(Message::sequence));
    return values;
  }

  @Override
  public synchronized Resumption resume(Position after, long given) {
    return after.epoch().equals(epoch) && after.sequence() <= given
        ? new Resumption(after.sequence() + 1, null)
        : new Resumption(first(), new Gap(after.sequence() + 1, after.sequence(), Gap.Why.RESET));
  }

  @Override
  public synchronized Size size() {
    expire();
    return new Size(entries.size, weight);
  }

  @Override
  public synchronized void close() {
    entries.clear();
    latest.clear();
    weight = 0;
  }

  /**
   * A queue that can be read by index and takes many at a time, neither of which {@code ArrayDeque}
   * can. What an entry weighs stands beside it: those that leave have not been looked at for long,
   * and each would have to be fetched from memory.
   */
  private static final class Entries {
    private @Nullable Message<?>[] slots = new Message<?>[16];
    private int[] weights = new int[16];
    private int head;
    private int size;

    Message<?> get(int index) {
      return Objects.requireNonNull(slots[(head + index) & (slots.length - 1)]);
    }

    /** Adds them; says what they weigh. */
    long add(Message<?>[] messages, int from, int count) {
      while (size + count > slots.length) {
        grow();
      }
      int at = (head + size) & (slots.length - 1);
      int straight = Math.min(count, slots.length - at);
      System.arraycopy(messages, from, slots, at, straight);
      System.arraycopy(messages, from + straight, slots, 0, count - straight);
      size += count;
      long sum = 0;
      for (int i = 0; i < count; i++) {
        int weight = weightOf(messages[from + i]);
        weights[(at + i) & (slots.length - 1)] = weight;
        sum += weight;
      }
      return sum;
    }

    private void grow() {
      @Nullable Message<?>[] moreSlots = new Message<?>[2 * slots.length];
      int[] moreWeights = new int[2 * slots.length];
      int straight = slots.length - head;
      System.arraycopy(slots, head, moreSlots, 0, straight);
      System.arraycopy(slots, 0, moreSlots, straight, head);
      System.arraycopy(weights, head, moreWeights, 0, straight);
      System.arraycopy(weights, 0, moreWeights, straight, head);
      slots = moreSlots;
      weights = moreWeights;
      head = 0;
    }

    /** Removes the eldest; says what it weighs. */
    int remove() {
      int weight = weights[head];
      slots[head] = null;
      head = (head + 1) & (slots.length - 1);
      size--;
      return weight;
    }

    void clear() {
      slots = new Message<?>[16];
      weights = new int[16];
      head = 0;
      size = 0;
    }
  }
}
