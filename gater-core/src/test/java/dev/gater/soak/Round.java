package dev.gater.soak;

import dev.gater.DrainReceipt;
import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.InstanceStats;
import dev.gater.PubSub;
import dev.gater.Publication.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One node from its opening to its end, with a crowd on it that is drawn from a seed. The seed
 * fixes who comes with what in mind; the threads still meet as they will.
 */
final class Round {
  private static final List<String> INSTANCES =
      List.of("events", "system", "health", "metrics", "audit", "alerts");
  private static final int HALLS = 4;
  private static final int PUBLISHERS = 2;
  private static final int MESSAGES = 150_000;
  private static final int BURST = 256;

  /** More than the watchdog can have taken off at a tick. */
  private static final int FLASHES = 5;

  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final SplittableGenerator random;
  private final UnaryOperator<GaterConfig> setUp;
  private final Faults faults;
  private final List<Hall> halls = new CopyOnWriteArrayList<>();
  private final List<Thread> crowd = new ArrayList<>();
  private volatile boolean over;

  /**
   * A round.
   *
   * @param setUp changes the configuration of the node
   */
  Round(long seed, UnaryOperator<GaterConfig> setUp, Faults faults) {
    this.setUp = setUp;
    this.random = RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom").create(seed);
    this.faults = faults;
  }

  /** Plays it and checks all that can be. */
  void play(Tally tally) {
    Set<Thread> threadsBefore = gaterThreads();
    GaterConfig config = GaterConfig.defaults().node("soak");
    List<String> names = new ArrayList<>(INSTANCES);
    Collections.shuffle(names, java.util.Random.from(random));
    List<Setting> settings =
        names.stream().limit(HALLS).map(name -> Setting.draw(name, random)).toList();
    for (Setting setting : settings) {
      config = config.instance(setting.instance(), setting::policy);
    }
    Gater gater = Gater.open(setUp.apply(config));
    settings.forEach(setting -> halls.add(new Hall(setting, gater, MESSAGES, halls, faults)));
    halls.forEach(this::people);
    Ping ping = new Ping(gater);
    SplittableGenerator pings = random.split();
    start("ping", () -> ping(ping, pings));
    boolean drainsAmidIt = random.nextBoolean();
    long nanos = TimeUnit.MILLISECONDS.toNanos(random.nextInt(500, 2500));
    crowd.forEach(Thread::start);
    LockSupport.parkNanos(nanos);
    if (!drainsAmidIt) {
      leave();
    }
    end(gater);
    leave();
    boolean idle = within(END_NANOS, () -> visitors().stream().noneMatch(Visitor::isBusy));
    faults.unless(idle, "handlers are under way long after the drain");
    checkThreads(threadsBefore);
    reckon();
    halls.forEach(tally::add);
    tally.roundEnded();
  }

  private void people(Hall hall) {
    hall.anchor("workers", random);
    if (hall.setting.routing() != dev.gater.Routing.BROADCAST) {
      hall.anchor(null, random);
    }
    for (int i = 0; i < PUBLISHERS; i++) {
      Publisher publisher = hall.newPublisher(random);
      SplittableGenerator own = random.split();
      start("publisher", () -> publish(publisher, own));
    }
    SplittableGenerator own = random.split();
    start("host", () -> host(hall, own));
    SplittableGenerator wardens = random.split();
    start("warden", () -> watch(hall, wardens));
    if (random.nextBoolean()) {
      SplittableGenerator flashing = random.split();
      start("flasher", () -> flash(hall, flashing));
    }
  }

  private void start(String name, Runnable task) {
    crowd.add(
        new Thread(
            () -> {
              try {
                task.run();
              } catch (RuntimeException | Error thrown) {
                faults.add(name + " failed: " + thrown + " at " + thrown.getStackTrace()[0]);
              }
            },
            "soak-" + name));
  }

  private void publish(Publisher publisher, RandomGenerator own) {
    Reason reason = Reason.NONE;
    while (!over && reason != Reason.CLOSED) {
      int burst = own.nextInt(BURST);
      for (int i = 0; i < burst && reason != Reason.CLOSED; i++) {
        reason = publisher.publish(0, Topics.ECHO, null);
      }
      if (own.nextBoolean()) {
        LockSupport.parkNanos(own.nextLong(TimeUnit.MILLISECONDS.toNanos(1)));
      }
    }
  }

  private void ping(Ping ping, RandomGenerator own) {
    boolean heard = true;
    while (!over && heard) {
      heard = ping.say(own, faults);
    }
  }

  /** Has visitors come and go. */
  private void host(Hall hall, RandomGenerator own) {
    List<Visitor> guests = new ArrayList<>();
    while (!over) {
      if (hall.hasRoom()) {
        Optional<Visitor> came = hall.welcome(own);
        if (came.isEmpty()) {
          return;
        }
        came.ifPresent(guests::add);
      }
      if (!guests.isEmpty() && own.nextInt(3) > 0) {
        guests.remove(own.nextInt(guests.size())).close();
      }
      if (own.nextInt(4) > 0) {
        LockSupport.parkNanos(own.nextLong(TimeUnit.MILLISECONDS.toNanos(8)));
      }
    }
  }

  /** Has some handlers taken off all the time. */
  private void flash(Hall hall, RandomGenerator own) {
    List<Visitor> flashes = new ArrayList<>();
    while (!over && hall.mayCome()) {
      flashes.removeIf(Visitor::isClosing);
      if (flashes.size() < FLASHES) {
        Optional<Visitor> came = hall.welcomeFlash(own);
        if (came.isEmpty()) {
          return;
        }
        came.ifPresent(flashes::add);
      } else {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
      }
    }
  }

  /** Reads the figures, and opens the gate now and then. */
  private void watch(Hall hall, RandomGenerator own) {
    Books books = new Books();
    while (!over) {
      books.look(hall, own);
      if (own.nextInt(16) == 0) {
        hall.gate.openOnce();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + own.nextInt(4)));
    }
  }

  /** Nobody publishes, comes or goes any more. */
  private void leave() {
    over = true;
    halls.forEach(Hall::hurry);
    long deadline = System.nanoTime() + END_NANOS;
    for (Thread thread : crowd) {
      if (!joined(thread, deadline)) {
        faults.add(thread.getName() + " is stuck:" + trace(thread));
      }
    }
    crowd.clear();
  }

  private static boolean joined(Thread thread, long deadline) {
    try {
      return thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void end(Gater gater) {
    halls.forEach(Hall::hurry);
    long handledBefore = handled(gater);
    DrainReceipt receipt = gater.drain(DRAIN);
    boolean idle = within(END_NANOS, () -> visitors().stream().noneMatch(Visitor::isBusy));
    faults.unless(idle, "handlers are under way long after the drain");
    long handled = handled(gater) - handledBefore;
    faults.unless(
        receipt.abandoned() == 0 && receipt.kept() == 0 && receipt.delivered() <= handled,
        "%s, but %d were handled since before it; %s",
        receipt,
        handled,
        gaterThreads().stream().map(thread -> thread.getName() + trace(thread)).toList());
  }

  private List<Visitor> visitors() {
    return halls.stream()
        .flatMap(hall -> Stream.concat(hall.visitors().stream(), hall.turnedAway().stream()))
        .toList();
  }

  private static long handled(Gater gater) {
    long handled = 0;
    for (PubSub<?> instance : gater.instances()) {
      InstanceStats stats = instance.stats();
      handled += stats.delivered() + stats.failed();
    }
    return handled;
  }

  private void reckon() {
    for (Hall hall : halls) {
      Books.close(hall);
      hall.visitors().forEach(visitor -> new Reckoning(visitor).check());
      Shares.check(hall);
    }
  }

  private static String trace(Thread thread) {
    return List.of(thread.getStackTrace()).stream()
        .map(frame -> "\n    " + frame)
        .collect(Collectors.joining());
  }

  private void checkThreads(Set<Thread> before) {
    boolean gone = within(END_NANOS, () -> before.containsAll(gaterThreads()));
    faults.unless(gone, "threads are left: %s", gaterThreads());
  }

  private static Set<Thread> gaterThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("gater-"))
        .collect(Collectors.toSet());
  }

  private static boolean within(long nanos, BooleanSupplier condition) {
    long deadline = System.nanoTime() + nanos;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return true;
  }
}
