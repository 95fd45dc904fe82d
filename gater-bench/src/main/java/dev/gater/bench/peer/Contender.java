package dev.gater.bench.peer;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.Arrays;
import java.util.Optional;

/** All that can be measured, and what the tables say of it. */
public enum Contender {
  /** Gater with the right to use the system's memory barrier. */
  GATER("gater", "Gater", Kind.GATER, "with native access"),
  /** Gater as a JVM starts it that was given no such right. */
  GATER_PORTABLE("gater-portable", "Gater, no native access", Kind.GATER, "the same without it"),
  /** The floor. */
  DIRECT("direct", "direct call loop", Kind.FLOOR, "the publisher calls the handlers"),
  /** JCTools' queues. */
  JCTOOLS("jctools", "JCTools mailboxes", Kind.BOUNDED, "MpscArrayQueue, 2 polling threads"),
  /** The Disruptor at its fastest. */
  DISRUPTOR_YIELDING(
      "disruptor-yielding", "Disruptor, yielding", Kind.BOUNDED, "2 processors, never park"),
  /** The Disruptor as one runs it beside other work. */
  DISRUPTOR_BLOCKING(
      "disruptor-blocking", "Disruptor, blocking", Kind.BOUNDED, "2 processors that park"),
  /** Guava's bus. */
  GUAVA_SYNC("guava-sync", "Guava EventBus", Kind.SYNCHRONOUS, "the publisher calls the handlers"),
  /** Guava's bus on an executor. */
  GUAVA_ASYNC("guava-async", "Guava AsyncEventBus", Kind.BOUNDED, "2 threads, no order"),
  /** MBassador. */
  MBASSADOR("mbassador", "MBassador", Kind.BOUNDED, "asynchronous, 1 dispatcher"),
  /** Vert.x. */
  VERTX("vertx", "Vert.x event bus", Kind.UNBOUNDED, "2 event loops; workers where one blocks"),
  /** Reactor. */
  REACTOR("reactor", "Reactor multicast sink", Kind.BOUNDED, "2 threads"),
  /** The JDK's publisher. */
  SUBMISSION("submission", "SubmissionPublisher", Kind.BOUNDED, "2 threads"),
  /** Pekko. */
  PEKKO("pekko", "Pekko EventStream", Kind.BOUNDED, "an actor a subscriber, bounded mailboxes");

  /** What every bounded peer's queues hold. */
  public static final int QUEUE = 1024;

  /** Threads that call handlers, in the peers that let one choose. */
  public static final int THREADS = 2;

  /** What a contender is, as far as a comparison must know. */
  public enum Kind {
    /** The system that is measured against the others. */
    GATER,
    /** Not a peer: what the machine can do at best. */
    FLOOR,
    /** A full queue makes the publisher wait. */
    BOUNDED,
    /** Queues grow until memory ends. */
    UNBOUNDED,
    /** There is no queue; handlers run on the publisher's thread. */
    SYNCHRONOUS
  }

  private final String id;
  private final String title;
  private final Kind kind;
  private final String setting;

  Contender(String id, String title, Kind kind, String setting) {
    this.id = id;
    this.title = title;
    this.kind = kind;
    this.setting = setting;
  }

  /** The name on the command line and in files. */
  public String id() {
    return id;
  }

  /** The name in tables. */
  public String title() {
    return title;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** How it was set up. */
  public String setting() {
    return this == GATER ? GaterPeer.setting() + "; " + setting : setting;
  }

  /** Whether it is one that Gater is compared with. */
  public boolean isPeer() {
    return kind != Kind.GATER && kind != Kind.FLOOR;
  }

  /** The one of that id. */
  public static Optional<Contender> find(String id) {
    return Arrays.stream(values()).filter(contender -> contender.id.equals(id)).findFirst();
  }

  /** Makes it. A switch, so that a JVM loads the one that it measures and no other. */
  public Peer peer() {
    return switch (this) {
      case GATER, GATER_PORTABLE -> new GaterPeer();
      case DIRECT -> new DirectPeer();
      case JCTOOLS -> new JctoolsPeer();
      case DISRUPTOR_YIELDING -> new DisruptorPeer(YieldingWaitStrategy::new);
      case DISRUPTOR_BLOCKING -> new DisruptorPeer(BlockingWaitStrategy::new);
      case GUAVA_SYNC -> new GuavaPeer(false);
      case GUAVA_ASYNC -> new GuavaPeer(true);
      case MBASSADOR -> new MbassadorPeer();
      case VERTX -> new VertxPeer();
      case REACTOR -> new ReactorPeer();
      case SUBMISSION -> new SubmissionPeer();
      case PEKKO -> new PekkoPeer();
    };
  }
}
