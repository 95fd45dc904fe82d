package dev.gater.bench;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command line, read.
 *
 * @param scenarios in the order of the tables
 * @param contenders in the order of the tables
 */
record Arguments(
    boolean help,
    boolean quick,
    List<Scenario> scenarios,
    List<Contender> contenders,
    Optional<Path> json,
    Optional<Path> markdown,
    Optional<Path> chart) {

  /** The floor and those that have led somewhere; all of them would take too long for a look. */
  private static final List<Contender> QUICK =
      List.of(
          Contender.GATER,
          Contender.GATER_PORTABLE,
          Contender.DIRECT,
          Contender.JCTOOLS,
          Contender.DISRUPTOR_YIELDING,
          Contender.VERTX,
          Contender.SUBMISSION);

  static final String USAGE =
      """
      Usage: scripts/bench [--quick] [WORKLOAD...] [--peers ID,ID...]
                           [--json FILE] [--markdown FILE] [--chart FILE.svg]

      Measures Gater and its peers in one run. All workloads and all peers, unless some are named.

        --quick          under two minutes; fewer peers; shows what is broken, not
                         how fast anything is
        --peers          only these
        --json FILE      writes every round's figures
        --markdown FILE  replaces what is between <!-- bench:begin --> and <!-- bench:end -->
        --chart FILE     draws 1-10 and flood

      Workloads: %s
      Peers:     %s
      """
          .formatted(ids(Scenario.values()), ids(Contender.values()));

  private static String ids(Scenario[] scenarios) {
    return Arrays.stream(scenarios).map(Scenario::id).collect(Collectors.joining(" "));
  }

  private static String ids(Contender[] contenders) {
    return Arrays.stream(contenders).map(Contender::id).collect(Collectors.joining(","));
  }

  /** Reads it, or throws {@link UsageException}. */
  static Arguments parse(String... args) {
    boolean help = false;
    boolean quick = false;
    Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);
    Set<Contender> contenders = EnumSet.noneOf(Contender.class);
    @Nullable Path json = null;
    @Nullable Path markdown = null;
    @Nullable Path chart = null;
    Iterator<String> rest = Arrays.asList(args).iterator();
    while (rest.hasNext()) {
      String arg = rest.next();
      switch (arg) {
        case "--help", "-h" -> help = true;
        case "--quick" -> quick = true;
        case "--peers" -> {
          for (String id : value(arg, rest).split(",", -1)) {
            contenders.add(
                Contender.find(id.strip())
                    .orElseThrow(() ->
                        new UsageException(
                            "no peer '" + id + "'; there are " + ids(Contender.values()))));
          }
        }
        case "--json" -> json = Path.of(value(arg, rest));
        case "--markdown" -> markdown = Path.of(value(arg, rest));
        case "--chart" -> chart = Path.of(value(arg, rest));
        default -> {
          if (arg.startsWith("-")) {
            throw new UsageException("no option '" + arg + "'");
          }
          scenarios.add(
              Scenario.find(arg)
                  .orElseThrow(() ->
                      new UsageException(
                          "no workload '" + arg + "'; there are " + ids(Scenario.values()))));
        }
      }
    }
    return new Arguments(
        help,
        quick,
        scenarios.isEmpty() ? List.of(Scenario.values()) : new ArrayList<>(scenarios),
        contenders.isEmpty() ? everyone(quick) : new ArrayList<>(contenders),
        Optional.ofNullable(json),
        Optional.ofNullable(markdown),
        Optional.ofNullable(chart));
  }

  private static List<Contender> everyone(boolean quick) {
    return quick ? QUICK : List.of(Contender.values());
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new UsageException(option + " needs a value");
    }
    return rest.next();
  }

  /** How long is measured. */
  Plan plan() {
    return quick ? Plan.quick() : Plan.full();
  }
}
