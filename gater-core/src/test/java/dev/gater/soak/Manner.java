package dev.gater.soak;

import dev.gater.Message;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** How a visitor's handler behaves; one call at a time, like the handler. */
final class Manner {
  private static final long MOST_SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /** Two ticks of the watchdog, so that it sees the same call twice. */
  private static final long FLASH_NANOS = TimeUnit.MICROSECONDS.toNanos(2200);

  /** A ring so small that one handler fills it. */
  private static final int MOST_FILLED = 8;

  private static final int CHILDREN = 3;

  /** What a handler may do. */
  enum Kind {
    QUICK,
    COMPUTES,
    PARKS,
    THROWS,
    GATED,
    INTERRUPTS_ITSELF,
    CLOSES_ITSELF,
    CLOSES_OTHERS,
    SUBSCRIBES,
    PUBLISHES,
    PUBLISHES_ELSEWHERE,
    /** Gets stuck in one of its first calls, so that it is taken off, and leaves. */
    FLASHES
  }

  private final Kind kind;
  private final Hall hall;
  private final RandomGenerator random;
  private final Publisher publisher;
  private final int every;
  private int calls;
  private int children;

  private Manner(Kind kind, Hall hall, RandomGenerator random, int every, Publisher publisher) {
    this.kind = kind;
    this.hall = hall;
    this.random = random;
    this.every = every;
    this.publisher = publisher;
  }

  static Manner draw(Hall hall, RandomGenerator random) {
    Kind[] kinds = Kind.values();
    Kind kind = random.nextInt(3) == 0 ? Kind.QUICK : kinds[random.nextInt(kinds.length)];
    return of(kind, hall, random);
  }

  static Manner of(Kind kind, Hall hall, RandomGenerator random) {
    Hall target = kind == Kind.PUBLISHES_ELSEWHERE ? hall.anotherHall(random) : hall;
    int every = kind == Kind.FLASHES ? 2 : 1 << random.nextInt(2, 9);
    return new Manner(kind, hall, random, every, target.newPublisher(random));
  }

  /** Whether it may make publishers wait for it without bringing the instance to a standstill. */
  boolean isBrief() {
    return kind == Kind.QUICK || kind == Kind.THROWS || kind == Kind.COMPUTES;
  }

  void take(Visitor self, Message<?> message) throws Exception {
    calls++;
    hall.sawEpochOf(message);
    if (calls == 1 && kind == Kind.GATED) {
      hall.gate.pass();
    }
    if (random.nextInt(every) != 0) {
      return;
    }
    switch (kind) {
      case QUICK, GATED -> {}
      case COMPUTES -> compute();
      case PARKS -> park();
      case THROWS -> fail();
      case INTERRUPTS_ITSELF -> Thread.currentThread().interrupt();
      case CLOSES_ITSELF -> self.close();
      case CLOSES_OTHERS -> hall.anyVisitor(random).ifPresent(Visitor::close);
      case SUBSCRIBES -> subscribe();
      case PUBLISHES, PUBLISHES_ELSEWHERE -> publish(self, message);
      case FLASHES -> {
        getStuck();
        self.close();
      }
    }
  }

  /** In its own full instance, where there is one: it steps aside at once then. */
  private void getStuck() {
    int ring = hall.setting.ring();
    if (ring > MOST_FILLED || random.nextInt(4) == 0) {
      LockSupport.parkNanos(FLASH_NANOS);
      return;
    }
    for (int i = 0; i < ring + 2; i++) {
      publisher.publish(Topics.ECHO, Topics.NAMES.size(), null);
    }
    long until = System.nanoTime() + random.nextLong(FLASH_NANOS / 20);
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private void compute() {
    if (!hall.hurries()) {
      long until = System.nanoTime() + random.nextLong(MOST_SLOW_NANOS);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
  }

  private void park() {
    if (!hall.hurries()) {
      LockSupport.parkNanos(random.nextLong(MOST_SLOW_NANOS));
    }
  }

  private void fail() throws Exception {
    switch (random.nextInt(3)) {
      case 0 -> throw new IllegalStateException("a handler that throws");
      case 1 -> throw new Exception("a handler that throws what is checked");
      default -> throw new AssertionError("a handler that throws an Error");
    }
  }

  private void subscribe() {
    if (children < CHILDREN && hall.hasRoom()) {
      children++;
      hall.welcome(random);
    }
  }

  /** What was published so is not answered so again, or it would never end. */
  private void publish(Visitor self, Message<?> message) {
    if (Topics.indexOf(message.topic()) < Topics.ECHO) {
      publisher.publish(Topics.ECHO, Topics.NAMES.size(), kind == Kind.PUBLISHES ? self : null);
    }
  }

  @Override
  public String toString() {
    return kind + " every " + every;
  }
}
