package dev.gater.bench.workload;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.peer.Contender.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The workloads, with what the tables show of them. */
public enum Scenario {
  /** The least: one hand-over of a message. */
  ONE_TO_ONE("1-1", "one publisher, one subscriber", Metric.RATE, Metric.LOST),
  /** What instances are for. */
  ONE_TO_TEN("1-10", "one publisher, ten subscribers", Metric.RATE, Metric.LOST),
  /** A wide one. */
  ONE_TO_HUNDRED("1-100", "one publisher, a hundred subscribers", Metric.RATE, Metric.LOST),
  /** Publishers that compete. */
  TWO_TO_TEN("2-10", "two publishers, ten subscribers", Metric.RATE, Metric.LOST),
  /** Many topics. */
  TOPICS("topics", "10,000 topics in turn, a subscriber each", Metric.RATE, Metric.LOST),
  /** One that never returns. */
  STUCK(
      "stuck",
      "one of ten handlers never returns: the other nine",
      Metric.NINE,
      Metric.UNDISTURBED,
      Metric.KEPT,
      Metric.BLOCKED,
      Metric.BLOCKED_UNDISTURBED,
      Metric.LOST),
  /** One that takes its time. */
  SLOW(
      "slow",
      "one of ten handlers takes 5 ms a message: the other nine",
      Metric.NINE,
      Metric.UNDISTURBED,
      Metric.KEPT,
      Metric.BLOCKED,
      Metric.BLOCKED_UNDISTURBED,
      Metric.TENTH,
      Metric.LOST),
  /** Isolation. */
  FLOOD(
      "flood",
      "an alert a millisecond while another bus is flooded",
      Metric.P99,
      Metric.P50,
      Metric.MAX,
      Metric.LOST),
  /** Latency. */
  PING("ping", "one message at a time", Metric.P50, Metric.P99),
  /** Garbage. */
  ALLOC("alloc", "bytes allocated", Metric.PER_PUBLICATION, Metric.PER_DELIVERY),
  /** Rest. */
  IDLE("idle", "ten open instances, nothing published", Metric.CPU, Metric.HEAP);

  private static final int TOPIC_COUNT = 10_000;

  private final String id;
  private final String title;
  private final Metric main;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Metric> others;

  Scenario(String id, String title, Metric main, Metric... others) {
    this.id = id;
    this.title = title;
    this.main = main;
    this.others = List.of(others);
  }

  /** The name on the command line and in files. */
  public String id() {
    return id;
  }

  /** What happens, in words. */
  public String title() {
    return title;
  }

  /** What contenders are sorted by. */
  public Metric main() {
    return main;
  }

  /** What is shown beside it. */
  public List<Metric> others() {
    return others;
  }

  /** Whether a round looks at what happens in a time, so that it takes longer to say something. */
  public boolean takesLonger() {
    return this == STUCK || this == SLOW || this == FLOOD || this == IDLE;
  }

  /** Whether it makes sense for that contender. */
  public boolean suits(Contender contender) {
    return switch (this) {
      case IDLE -> contender.kind() == Kind.GATER;
      // Without a queue nothing keeps two publishers out of one handler at the same time.
      case TWO_TO_TEN -> contender != Contender.DIRECT;
      default -> true;
    };
  }

  /** The one of that id. */
  public static Optional<Scenario> find(String id) {
    return Arrays.stream(values()).filter(scenario -> scenario.id.equals(id)).findFirst();
  }

  /** How it is run. */
  public Workload workload() {
    return workload(TOPIC_COUNT);
  }

  /** How it is run, with another number of topics. */
  Workload workload(int topics) {
    return switch (this) {
      case ONE_TO_ONE -> new FanOut(1, 1, 1);
      case ONE_TO_TEN -> new FanOut(1, 10, 1);
      case ONE_TO_HUNDRED -> new FanOut(1, 100, 1);
      case TWO_TO_TEN -> new FanOut(2, 10, 1);
      case TOPICS -> new FanOut(1, topics, topics);
      case STUCK -> new Disturbed(Disturbing::stuck);
      case SLOW -> new Disturbed(Disturbing::slow);
      case FLOOD -> new Flood();
      case PING -> new Ping();
      case ALLOC -> new Allocation();
      case IDLE -> new Resting();
    };
  }
}
