package dev.gater.engine.durable;

import dev.gater.DeadLetter;
import dev.gater.spi.DurableStore;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Durables of a node that keeps its history in memory: they outlive their members, not the node.
 */
public final class MemoryDurableStore implements DurableStore {
  private final NavigableMap<String, State> states = new TreeMap<>();
  private final NavigableMap<String, NavigableMap<Long, DeadLetter>> letters = new TreeMap<>();

  /** Empty. */
  public MemoryDurableStore() {}

  @Override
  public boolean outlivesNode() {
    return false;
  }

  @Override
  public synchronized NavigableMap<String, State> load() {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(states));
  }

  @Override
  public synchronized void save(String durable, Change change) {
    states.put(durable, change.state());
    NavigableMap<Long, DeadLetter> own = letters.computeIfAbsent(durable, name -> new TreeMap<>());
    change.discarded().forEach(own::remove);
    change.parked().forEach(letter -> own.put(letter.message().sequence(), letter));
  }

  @Override
  public synchronized void remove(String durable) {
    states.remove(durable);
    letters.remove(durable);
  }

  @Override
  public synchronized List<DeadLetter> dead(String durable, long from, int limit) {
    return lettersOf(durable).tailMap(from, true).values().stream().limit(limit).toList();
  }

  @Override
  public synchronized long countDead(String durable) {
    return lettersOf(durable).size();
  }

  private NavigableMap<Long, DeadLetter> lettersOf(String durable) {
    return letters.getOrDefault(durable, Collections.emptyNavigableMap());
  }

  @Override
  public synchronized void close() {
    states.clear();
    letters.clear();
  }
}
