package dev.gater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.PubSub;
import dev.gater.Publication.Reason;
import dev.gater.cli.certify.Certificate;
import dev.gater.cli.certify.Certification;
import dev.gater.cli.certify.Cut;
import dev.gater.cli.certify.FloodResult;
import dev.gater.cli.certify.InstanceFlood;
import dev.gater.cli.certify.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code gater certify}. The caller's thread does one flood after the other, and prints
 * each when it is over; an interrupt only makes the cut that ends all its waits.
 */
final class Certify {
  /** Long enough for what a flood may have left; all handlers have been let go by then. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  /**
   * What to certify.
   *
   * @param instances those to flood, as the user named them; empty for all
   * @param phase the length of a phase
   */
  record Plan(
      GaterConfig config, List<String> instances, Duration phase, int publishers, boolean json) {}

  private final Plan plan;
  private final Shell shell;
  private final Notices notices;
  private final CertificateText text;
  private final Cut cut = new Cut();
  private @Nullable IOException refused;

  Certify(Plan plan, Shell shell) {
    this.plan = plan;
    this.shell = shell;
    this.notices = new Notices(shell.err());
    this.text = new CertificateText(shell.outInColour());
  }

  /**
   * Runs to the end.
   *
   * @return the exit code
   * @throws UsageException if the plan can't be carried out; nothing was flooded then
   */
  int run() {
    try (Gater gater = Gater.open(plan.config)) {
      List<PubSub<?>> flooded = flooded(gater);
      try (var _ = shell.interrupts().watch(cut::make)) {
        return run(gater, flooded);
      } finally {
        notices.end("");
      }
    }
  }

  private List<PubSub<?>> flooded(Gater gater) {
    Set<PubSub<?>> named = new LinkedHashSet<>();
    for (String name : plan.instances) {
      try {
        named.add(gater.instance(name));
      } catch (IllegalArgumentException unknown) {
        throw new UsageException("--instance: " + unknown.getMessage());
      }
    }
    List<PubSub<?>> flooded = named.isEmpty() ? gater.instances() : List.copyOf(named);
    for (PubSub<?> instance : flooded) {
      int most = instance.policy().maxSubscriptions();
      if (most < InstanceFlood.SUBSCRIPTIONS) {
        throw new UsageException(
            instance.name()
                + ": a flood needs "
                + InstanceFlood.SUBSCRIPTIONS
                + " subscriptions, and max-subscriptions allows "
                + most);
      }
    }
    return flooded;
  }

  private int run(Gater gater, List<PubSub<?>> flooded) {
    Certification certification = new Certification(gater, plan.phase, cut);
    progress("warming up");
    requireProbes(certification.warmUp());
    say(certificate(gater, flooded, List.of()), text::head);
    List<FloodResult> results = new ArrayList<>();
    for (PubSub<?> instance : flooded) {
      if (cut.isMade() || refused != null) {
        break;
      }
      String where = results.size() + 1 + " of " + flooded.size() + ", " + instance.name() + ": ";
      Optional<FloodResult> result =
          certification.certify(
              new InstanceFlood(instance, plan.publishers, cut), step -> progress(where + step));
      result.ifPresent(results::add);
      if (result.isPresent()) {
        say(certificate(gater, flooded, results), text::lastFlood);
      }
    }
    gater.drain(DRAIN);
    return conclude(certificate(gater, flooded, results));
  }

  /** A policy may be so that no probe gets through it; a flood can't be blamed for that. */
  private static void requireProbes(List<Reading> readings) {
    for (Reading reading : readings) {
      for (Reason reason : List.of(Reason.TOO_LARGE, Reason.INVALID_TYPE, Reason.INVALID_DATA)) {
        if (reading.refusedBy().containsKey(reason)) {
          throw new UsageException(
              reading.instance()
                  + ": its policy refuses the probes, which are a number each: "
                  + SummaryJson.lower(reason).replace('_', ' '));
        }
      }
    }
  }

  private Certificate certificate(Gater gater, List<PubSub<?>> flooded, List<FloodResult> results) {
    return new Certificate(
        plan.config.node(),
        gater.instances().size(),
        Runtime.getRuntime().availableProcessors(),
        plan.publishers,
        plan.phase,
        flooded.size(),
        cut.isMade() && results.size() < flooded.size(),
        List.copyOf(results));
  }

  private void progress(String what) {
    if (shell.errIsTerminal()) {
      notices.progress("certifying: " + what);
    }
  }

  /** Writes that part of the text, unless the user wants JSON. */
  private void say(Certificate certificate, Function<Certificate, String> part) {
    if (!plan.json) {
      write(part.apply(certificate));
    }
  }

  private void write(String what) {
    if (refused != null) {
      return;
    }
    notices.clearProgress();
    notices.flush();
    try {
      shell.out().write(what.getBytes(UTF_8));
      shell.out().flush();
    } catch (IOException failed) {
      refused = failed;
    }
  }

  private int conclude(Certificate certificate) {
    write(plan.json ? CertificateJson.of(certificate) + "\n" : text.verdict(certificate));
    if (refused != null && !BrokenPipe.is(refused)) {
      notices.line("gater certify: can't write to stdout: " + Input.reason(refused));
      return ExitCode.FAILURES;
    }
    return exitCode(certificate);
  }

  /** What a certificate means for the exit code. */
  static int exitCode(Certificate certificate) {
    if (certificate.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    return certificate.broken().isEmpty() ? ExitCode.DONE : ExitCode.FAILURES;
  }
}
