package dev.gater.cli;

import dev.gater.GaterConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gater certify}: floods instances, and shows what the others felt. */
@Command(
    name = "certify",
    mixinStandardHelpOptions = true,
    versionProvider = GaterCommand.Version.class,
    sortOptions = false,
    header = "Flood one instance after the other and show what all others felt.",
    description = {
      "",
      "Opens an embedded node, in memory. Each instance in turn is flooded: by publishers that never"
          + " pause, with a subscriber that is slow, one that throws and one that never returns. The"
          + " others carry a steady trickle of probes, before the flood and during it. Printed is"
          + " what that did to their throughput and latency, and whether isolation's promises held.",
      "",
      "Takes about a minute for ten instances, and all of the processor.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gater certify                              all instances, with their default policies",
      "  gater certify --instance metrics           what a flood of metrics does to the others",
      "  gater certify --config gater.yaml --json   a configuration of yours, for a program",
      "",
      "Exit codes:",
      "  0    every promise held, as far as the reader of stdout wanted to know",
      "  1    a promise broke, or the output failed",
      "  2    usage or configuration error",
      "  130  interrupted (143 by SIGTERM); what was found so far is printed"
    })
final class CertifyCommand implements Callable<Integer> {
  private static final double LEAST_SECONDS = 0.1;
  private static final double MOST_SECONDS = 3600;
  private static final int MOST_PUBLISHERS = 1000;

  private final Shell shell;

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      description = "Flood only this one. May be repeated.")
  private List<String> instances = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "The length of each phase, before a flood and during it: 0.1 to 3600, ${DEFAULT-VALUE} if"
              + " nothing is said.")
  private String seconds = "";

  @Option(
      names = "--publishers",
      paramLabel = "N",
      description = "Threads that flood: 1 to 1000; two for each processor if nothing is said.")
  private @Nullable String publishers;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The instances of a YAML file instead of the ten with their default policies.")
  private @Nullable String config;

  @Option(names = "--json", description = "One JSON object on stdout instead of the tables.")
  private boolean json;

  CertifyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    return new Certify(new Certify.Plan(config(), instances, phase(), publishers(), json), shell)
        .run();
  }

  private Duration phase() {
    try {
      double number = Double.parseDouble(seconds);
      if (number >= LEAST_SECONDS && number <= MOST_SECONDS) {
        return Duration.ofMillis(Math.round(number * 1000));
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw new UsageException("--seconds: '" + seconds + "' is not a number from 0.1 to 3600");
  }

  private int publishers() {
    if (publishers == null) {
      return 2 * Runtime.getRuntime().availableProcessors();
    }
    try {
      int number = Integer.parseInt(publishers);
      if (number >= 1 && number <= MOST_PUBLISHERS) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw new UsageException(
        "--publishers: '" + publishers + "' is not a whole number from 1 to " + MOST_PUBLISHERS);
  }

  private GaterConfig config() {
    if (config == null) {
      return GaterConfig.defaults();
    }
    try {
      return GaterConfig.read(Path.of(config));
    } catch (InvalidPathException illegal) {
      throw new UsageException("--config: " + config + ": " + Input.reason(illegal));
    }
  }
}
