package dev.gater.spi;

import dev.gater.DeadLetter;
import dev.gater.DurableOptions;
import dev.gater.TopicPattern;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one instance keeps of its durables: how far each has come, and its dead letters. It belongs
 * to that instance's {@link MessageLog} and speaks of messages by their sequence numbers, of which
 * none is ever given to another message, whatever the epoch.
 *
 * <p>Methods are called by any thread; for one durable by one at a time. A method that can't do
 * what it says throws an unchecked exception, and then nothing of it is done; the engine tries
 * again later, with the state as it is then.
 */
public interface DurableStore extends AutoCloseable {

  /** Whether what is stored is there for the next node. */
  boolean outlivesNode();

  /** The state of all durables as last saved, by name. */
  NavigableMap<String, State> load();

  /**
   * Takes a durable's new state in place of the one before, or a new durable.
   *
   * <p>All of a change is stored, or none. A change with letters parked or discarded is stored when
   * this returns, as safely as the instance stores its messages, so a cursor never passes a message
   * that is neither acknowledged nor among the dead letters. One without may be stored later, a
   * tenth of a second at most, and be passed over for a later one of the same durable; never is an
   * earlier state found after a later one. What is lost of it by a crash are acknowledgements: the
   * messages are given out again.
   */
  void save(String durable, Change change);

  /** Forgets a durable and its dead letters. One that is not there does no harm. */
  void remove(String durable);

  /**
   * Dead letters of a durable in order of their sequences, each message once.
   *
   * @param from the first sequence wanted
   * @param limit letters at most, at least 1
   */
  List<DeadLetter> dead(String durable, long from, int limit);

  /** How many dead letters a durable has; 0 for one that is not there. */
  long countDead(String durable);

  /**
   * Stores what is still to be stored and lets go of all that is held. Must not throw. A thread
   * that comes later, because it was under way, is thrown an unchecked exception or finds nothing.
   */
  @Override
  void close();

  /**
   * A durable that takes what is new, with dead letters that come or go at the same moment.
   *
   * @param state the state from now on
   * @param parked letters to add; one of a message that has a letter replaces it
   * @param discarded sequences of messages whose letters go; those that have none do no harm
   */
  record Change(State state, List<DeadLetter> parked, Set<Long> discarded) {

    /** Copies list and set. */
    public Change {
      parked = List.copyOf(parked);
      discarded = Set.copyOf(discarded);
    }

    /** A state alone. */
    public static Change of(State state) {
      return new Change(state, List.of(), Set.of());
    }
  }

  /**
   * A durable between two changes. Every message up to {@code through} is settled (acknowledged,
   * dead, expired or not for this durable) unless it is open; of those after it nothing is.
   *
   * @param pattern what it listens to
   * @param options its settings
   * @param epoch the log's epoch when this was saved
   * @param through how far it has read
   * @param open what is not settled of that, by sequence. Bounded: what is in flight, some pages
   *     read ahead, and dead letters that are being retried
   * @param paused whether it gives nothing out at present
   */
  record State(
      TopicPattern pattern,
      DurableOptions options,
      String epoch,
      long through,
      NavigableMap<Long, Open> open,
      boolean paused) {

    /** Copies the map. */
    public State {
      open = Collections.unmodifiableNavigableMap(new TreeMap<>(open));
    }
  }

  /**
   * A message that is not settled.
   *
   * @param attempts how often it was given out
   * @param forgiven how many of these don't count any more, because it was retried after them; its
   *     letter is kept, and holds the message, until it is settled. 0 if it has no letter
   * @param notBefore when it is to be given out again at the earliest, in milliseconds of the
   *     epoch; 0 for at once
   */
  record Open(int attempts, int forgiven, long notBefore) {}
}
