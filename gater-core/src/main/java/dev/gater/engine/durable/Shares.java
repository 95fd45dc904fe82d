package dev.gater.engine.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which member may have which message. Where topics are bound to members, a topic falls into one of
 * a fixed number of slots, and a slot belongs to one member, the one with the fewest as its first
 * message came, until that member leaves or lets a message's time pass. When members have come or
 * gone a slot is given anew once nothing of it is open, so those who join late get theirs, and no
 * two members ever have messages of one topic at the same time. Guarded by the durable's lock.
 */
final class Shares {
  private static final int SLOTS = 4096;

  private final List<Share> members = new ArrayList<>();

  /** What any member may have; where topics are bound, while there is no member. */
  private final TreeMap<Long, Entry> again = new TreeMap<>();

  private final TreeMap<Long, Entry> first = new TreeMap<>();

  /** Null where topics are not bound. */
  private final @Nullable Slot @Nullable [] slots;

  private int generation;
  private int ready;
  private int firstReady;

  private static final class Slot {
    @Nullable Share owner;
    int generation;
    int open;
  }

  Shares(boolean keyed) {
    this.slots = keyed ? new Slot[SLOTS] : null;
  }

  boolean isKeyed() {
    return slots != null;
  }

  List<Share> members() {
    return members;
  }

  /** Messages that wait for a member. */
  int ready() {
    return ready;
  }

  /** Those of them that wait for their first attempt. */
  int firstReady() {
    return firstReady;
  }

  /** A message of that topic is to be given out until it is {@link #closed}. */
  void opened(Entry entry) {
    if (slots != null) {
      slot(slots, entry).open++;
    }
  }

  /** An opened message is settled. */
  void closed(Entry entry) {
    if (slots == null) {
      return;
    }
    Slot slot = slot(slots, entry);
    if (--slot.open == 0 && slot.generation != generation) {
      disown(slot);
    }
  }

  /** A message is there for a member to take. */
  void add(Entry entry) {
    boolean isFirst = entry.attempts == 0;
    ready++;
    firstReady += isFirst ? 1 : 0;
    Share owner = owner(entry);
    if (owner == null) {
      (isFirst ? first : again).put(entry.sequence, entry);
    } else {
      (isFirst ? owner.first : owner.again).put(entry.sequence, entry);
    }
  }

  /** A message that was there is there no more. */
  void remove(Entry entry) {
    ready--;
    firstReady -= entry.attempts == 0 ? 1 : 0;
    Share owner = owner(entry);
    if (owner == null) {
      first.remove(entry.sequence);
      again.remove(entry.sequence);
    } else {
      owner.first.remove(entry.sequence);
      owner.again.remove(entry.sequence);
    }
  }

  /**
   * The oldest message for that member, one that was given out before if there is one.
   *
   * @param mayBegin whether it may be one that was not
   */
  @Nullable Entry peek(Share member, boolean mayBegin) {
    var next = (slots == null ? again : member.again).firstEntry();
    if (next == null && mayBegin) {
      next = (slots == null ? first : member.first).firstEntry();
    }
    return next == null ? null : next.getValue();
  }

  void join(Share member) {
    members.add(member);
    generation++;
    if (slots != null && members.size() == 1) {
      addAgain(first);
      addAgain(again);
    }
  }

  /** What waited for it waits for others. */
  void leave(Share member) {
    members.remove(member);
    generation++;
    if (slots != null) {
      for (Slot slot : slots) {
        if (slot != null && slot.owner == member) {
          disown(slot);
        }
      }
      addAgain(member.first);
      addAgain(member.again);
    }
  }

  /** A message's time has passed: its topic goes to another member, if there is one. */
  void lapse(Entry entry) {
    if (slots == null || members.size() < 2) {
      return;
    }
    Slot slot = slot(slots, entry);
    Share before = slot.owner;
    if (before == null || !Objects.equals(before, entry.holder)) {
      return;
    }
    disown(slot);
    own(slot, fewest(before));
    moveSlot(slot, before.first);
    moveSlot(slot, before.again);
  }

  private void moveSlot(Slot slot, NavigableMap<Long, Entry> from) {
    NavigableMap<Long, Entry> moving = new TreeMap<>(from);
    moving.values().removeIf(entry -> slot(Objects.requireNonNull(slots), entry) != slot);
    from.keySet().removeAll(moving.keySet());
    addAgain(moving);
  }

  private void addAgain(NavigableMap<Long, Entry> from) {
    List<Entry> entries = List.copyOf(from.values());
    from.clear();
    for (Entry entry : entries) {
      ready--;
      firstReady -= entry.attempts == 0 ? 1 : 0;
      add(entry);
    }
  }

  private @Nullable Share owner(Entry entry) {
    if (slots == null || members.isEmpty()) {
      return null;
    }
    Slot slot = slot(slots, entry);
    if (slot.owner == null) {
      own(slot, fewest(null));
    }
    return slot.owner;
  }

  private void own(Slot slot, Share owner) {
    slot.owner = owner;
    slot.generation = generation;
    owner.slots++;
  }

  private static void disown(Slot slot) {
    if (slot.owner != null) {
      slot.owner.slots--;
      slot.owner = null;
    }
  }

  private Share fewest(@Nullable Share but) {
    Share best = null;
    for (Share member : members) {
      if (member != but && (best == null || member.slots < best.slots)) {
        best = member;
      }
    }
    return Objects.requireNonNull(best);
  }

  private static Slot slot(@Nullable Slot[] slots, Entry entry) {
    String topic = Objects.requireNonNull(entry.message).topic();
    int hash = topic.hashCode() * 0x9E3779B9; // spreads neighbouring hashes over the high bits
    int index = hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
    Slot slot = slots[index];
    if (slot == null) {
      slot = new Slot();
      slots[index] = slot;
    }
    return slot;
  }
}
