package dev.gater.log;

import dev.gater.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Messages that have been appended and are not written yet: a queue that can be read by number.
 * Guarded by the log's lock.
 */
final class Tail {
  private @Nullable Message<?>[] slots = new Message<?>[16];
  private int head;
  private int size;

  int size() {
    return size;
  }

  private Message<?> get(int index) {
    return Objects.requireNonNull(slots[(head + index) & (slots.length - 1)]);
  }

  void add(Message<?>[] messages, int from, int count) {
    while (size + count > slots.length) {
      grow();
    }
    for (int i = from; i < from + count; i++) {
      slots[(head + size++) & (slots.length - 1)] = messages[i];
    }
  }

  private void grow() {
    @Nullable Message<?>[] larger = new Message<?>[2 * slots.length];
    for (int i = 0; i < size; i++) {
      larger[i] = get(i);
    }
    slots = larger;
    head = 0;
  }

  /** The messages from one number to another, so many at most. */
  List<Message<?>> within(long from, long through, int most) {
    List<Message<?>> messages = new ArrayList<>();
    int at = size == 0 ? 0 : (int) Math.max(0, from - get(0).sequence());
    while (at < size && messages.size() < most && get(at).sequence() <= through) {
      messages.add(get(at++));
    }
    return messages;
  }

  void removeThrough(long number) {
    while (size > 0 && get(0).sequence() <= number) {
      slots[head] = null;
      head = (head + 1) & (slots.length - 1);
      size--;
    }
  }
}
