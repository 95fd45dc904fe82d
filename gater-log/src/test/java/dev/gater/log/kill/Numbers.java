package dev.gater.log.kill;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one instance: who was seen under which, whoever saw it, since the directory is
 * there; and what the process that runs found when it opened it.
 */
final class Numbers {
  private final Faults faults;
  private final Map<Long, String> texts = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Long, String> epochs = new HashMap<>();
  private NavigableMap<Long, String> found = new TreeMap<>();
  private long highest;
  private long highestBefore;

  Numbers(Faults faults) {
    this.faults = faults;
  }

  /** Another process begins. */
  void begin() {
    found = new TreeMap<>();
    highestBefore = highest;
  }

  /** That message was seen under that number, now or before. */
  void seen(Line line) {
    String before = texts.putIfAbsent(line.number(), line.text());
    faults.unless(
        before == null || before.equals(line.text()), "%s, but that number is %s", line, before);
    Long number = numbers.putIfAbsent(line.text(), line.number());
    faults.unless(
        number == null || number == line.number(), "%s, but that has number %s", line, number);
    if (!line.epoch().equals(Line.NONE)) {
      String epoch = epochs.putIfAbsent(line.number(), line.epoch());
      faults.unless(
          epoch == null || epoch.equals(line.epoch()), "%s, but it was in %s", line, epoch);
    }
    faults.unless(
        found.containsKey(line.number()) || line.number() > highestBefore,
        "%s is neither found nor new",
        line);
    highest = Math.max(highest, line.number());
  }

  /** That message is in the history; these come in order. */
  void found(Line line) {
    Map.Entry<Long, String> last = found.isEmpty() ? null : found.lastEntry();
    if (last != null) {
      boolean same = last.getValue().equals(line.epoch());
      faults.unless(
          same ? line.number() == last.getKey() + 1 : line.number() > last.getKey(),
          "%s follows %s",
          line,
          last);
      faults.unless(same || !found.containsValue(line.epoch()), "%s is back in its epoch", line);
    }
    found.put(line.number(), line.epoch());
    seen(line);
  }

  /** The highest that was there before this process. */
  long lastBefore() {
    return found.isEmpty() ? highestBefore : Math.max(highestBefore, found.lastKey());
  }

  /** The next that was found after that one; null if that was the last. */
  @Nullable Long foundAfter(long number) {
    return found.higherKey(number);
  }

  /** Whether one was found from there to there. */
  boolean foundWithin(long from, long through) {
    Long next = found.ceilingKey(from);
    return next != null && next <= through;
  }

  boolean isFound(long number) {
    return found.containsKey(number);
  }

  NavigableMap<Long, String> found() {
    return found;
  }

  String text(long number) {
    return number + " " + texts.get(number);
  }

  /**
   * What was seen and is not found went with the end of its epoch, or had expired.
   *
   * @param expiring whether the oldest may be gone
   * @return how many went with their epochs
   */
  long checkLost(boolean expiring) {
    Map<String, Long> lasts = new HashMap<>();
    found.forEach((number, epoch) -> lasts.put(epoch, number));
    long first = found.isEmpty() ? Long.MAX_VALUE : found.firstKey();
    long lost = 0;
    for (Map.Entry<Long, String> seen : epochs.entrySet()) {
      long number = seen.getKey();
      if (found.containsKey(number) || (expiring && number < first)) {
        continue;
      }
      lost++;
      faults.unless(
          number > lasts.getOrDefault(seen.getValue(), 0L),
          "%s is gone, but its epoch %s goes on",
          text(number),
          seen.getValue());
    }
    return lost;
  }
}
