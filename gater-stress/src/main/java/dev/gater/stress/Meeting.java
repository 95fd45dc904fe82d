package dev.gater.stress;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the two actors of a test begin together. Without it the quicker one would be done with many
 * states before the other comes to the first. One of them then begins a little later, each as often
 * and rarely much later, so that each moment of the one meets each moment of the other.
 */
public final class Meeting {
  /** Powers of 2: so many looks, of some tenths of a nanosecond each, is either late at most. */
  private static final int BRIEF = 8;

  private static final int FENCE = 18;

  private final AtomicInteger present = new AtomicInteger();

  /** How many looks the first begins after the second; below 0 it is the other way round. */
  private final int lag;

  private Meeting(int power) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int most = 1 << random.nextInt(power + 1);
    lag = random.nextInt(-most, most + 1);
  }

  /** Either begins up to 100 ns later. */
  public static Meeting brief() {
    return new Meeting(BRIEF);
  }

  /** Either begins up to as much later as the fence of everybody takes, which is 10 to 60 µs. */
  public static Meeting aroundAFence() {
    return new Meeting(FENCE);
  }

  /** The one begins. */
  public void first() {
    await(lag);
  }

  /** The other begins. */
  public void second() {
    await(-lag);
  }

  private void await(int looks) {
    present.incrementAndGet();
    Spin.until(() -> present.get() == 2);
    look(looks);
  }

  /** Takes up to as long as the fence of everybody, each time as likely. */
  public void linger() {
    look(ThreadLocalRandom.current().nextInt(1 << FENCE));
  }

  private void look(int looks) {
    for (int look = 0; look < looks && present.get() > 0; look++) { // the other is under way
    }
  }
}
