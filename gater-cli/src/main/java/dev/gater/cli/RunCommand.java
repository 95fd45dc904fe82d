package dev.gater.cli;

import dev.gater.GaterConfig;
import dev.gater.Start;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gater run}: publications in, deliveries out.
 *
 * <p>A reader of stdout that goes away ends the run with 0: it has what it wanted, and scripts with
 * {@code pipefail} need not treat {@code | head} as an error.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = GaterCommand.Version.class,
    sortOptions = false,
    header = "Publish JSON Lines on an embedded node and print what its subscriptions receive.",
    description = {
      "",
      "Each line of the input is one publication:",
      "",
      "  {\"instance\":\"health\",\"topic\":\"subscription_health:store:orders\",",
      "   \"type\":\"registration_success\",\"data\":{...},\"metadata\":{...},\"time\":1672531200000}",
      "",
      "Each delivery becomes one line on stdout. Everything else goes to stderr: lines that can't be"
          + " published, as FILE:LINE: reason, and a table at the end. Nothing is lost: a slow reader"
          + " of stdout slows the input down, unless --policies says otherwise.",
      "",
      "With --data, what is published is kept in that directory, and --from has the subscriptions"
          + " begin with what earlier runs kept there. 'gater log' shows what a directory holds,"
          + " 'gater backup' copies it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gater run examples/seed.jsonl                       everything, from every instance",
      "  gater run examples/real.jsonl --view soc | less     what a security centre sees",
      "  tail -f app.jsonl | gater run - --sub 'alerts=system_alerts:*'",
      "  gater run load.jsonl --policies default --rate 5000 >/dev/null",
      "  gater run app.jsonl --data history >/dev/null       keep it, and later",
      "  gater run /dev/null --data history --from beginning --sub 'audit=*'    read it again",
      "",
      "Views:",
      "  health-dashboard   health=subscription_health:*  lifecycle=process_lifecycle:*",
      "  soc                security=security_events:*  audit=audit_trail:*",
      "                     alerts=system_alerts:critical",
      "  performance        metrics=subscription_metrics:*",
      "                     diagnostics=diagnostics:performance_trace",
      "  incident-response  alerts=system_alerts:*  health=subscription_health:*",
      "                     lifecycle=process_lifecycle:*",
      "",
      "Exit codes:",
      "  0    done, or the reader of stdout has gone",
      "  1    some lines could not be published, or the input or output failed",
      "  2    usage or configuration error, or the input or the data directory can't be opened",
      "  130  interrupted (143 by SIGTERM); the table shows how far it came"
    })
final class RunCommand implements Callable<Integer> {
  private static final String DEFAULT_POLICIES = "default";

  private final Shell shell;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "JSON Lines; '-', the default, is standard input.")
  private @Nullable String file;

  @Option(
      names = "--view",
      paramLabel = "NAME",
      description = "Subscribe as one of the views below does. May be repeated.")
  private List<String> views = new ArrayList<>();

  @Option(
      names = "--sub",
      paramLabel = "INSTANCE=PATTERN",
      description = {
        "Subscribe to a pattern on an instance, such as 'health=subscription_health:*'. May be"
            + " repeated; the same one twice delivers twice.",
        "Without --view and --sub: every instance with '*'."
      })
  private List<String> subscriptions = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Publish at most N a second, evenly: 1 to 10000000.")
  private @Nullable String rate;

  @Option(
      names = "--policies",
      paramLabel = "FILE|default",
      description =
          "The instances' own policies, or those of a YAML file, instead of waiting for slow readers:"
              + " the table shows what they dropped. A file that is called default is './default'.")
  private @Nullable String policies;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Keep history in that directory, which is made if it is not there. One process at a time may"
            + " use it.",
        "All instances are kept, without end; with --policies those whose durability is not none,"
            + " for as long as their policy says."
      })
  private @Nullable String data;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      defaultValue = "live",
      description = {
        "Where subscriptions begin in what --data keeps: 'live' (if nothing is said) with what this"
            + " run publishes, 'beginning' with the oldest message, 'last' with the last one of each"
            + " topic, a number with the message of that number in each instance, a time such as"
            + " 2026-01-31T08:00:00Z with the first one received since.",
        "In memory there is nothing before this run, and all of them begin with it."
      })
  private String from = "";

  @Option(
      names = "--json",
      description = "End with one JSON object on stderr instead of the table.")
  private boolean json;

  RunCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    int perSecond = perSecond();
    GaterConfig config = config();
    Path directory = data == null ? null : Directories.named("--data", data);
    Start start = Beginning.parse(from);
    try (Input input = Input.open(file, shell)) {
      var plan =
          new Run.Plan(input, views, subscriptions, config, directory, start, perSecond, json);
      return new Run(plan, shell).run();
    }
  }

  private int perSecond() {
    if (rate == null) {
      return 0;
    }
    try {
      int number = Integer.parseInt(rate);
      if (number >= 1 && number <= Pace.MOST) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw new UsageException("--rate: '" + rate + "' is not a whole number from 1 to " + Pace.MOST);
  }

  /** What {@code --policies} asks for; null for no loss. */
  private @Nullable GaterConfig config() {
    if (policies == null) {
      return null;
    }
    if (policies.equals(DEFAULT_POLICIES)) {
      return GaterConfig.defaults();
    }
    try {
      return GaterConfig.read(Path.of(policies));
    } catch (InvalidPathException illegal) {
      throw new UsageException("--policies: " + policies + ": " + Input.reason(illegal));
    }
  }
}
