package dev.gater.cli;

import dev.gater.Durability;
import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.GaterConfig;
import dev.gater.OverloadPolicy;
import dev.gater.Policy;
import dev.gater.PubSub;
import dev.gater.Retention;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.WhenFull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code gater run}: a node, what it is fed with, who prints, and how all of it ends.
 *
 * <p>Threads: one feeds the node, Gater's own call the printers, one flushes and draws progress now
 * and then, one writes the very last lines, and the caller's waits. Any of the others may be
 * blocked for ever in a read or a write, so all are daemons, and the caller's waits for none of
 * them once the run is cut short: by a signal, by stdout, by a fault.
 */
final class Run {
  /** As long as anybody will wait: nothing is lost because somebody is slow. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  /** What an interrupted run gives to messages under way. */
  private static final Duration BRIEFLY = Duration.ofSeconds(2);

  /** What it gives to a reader of stdout that takes its time. */
  private static final long LAST_LINES_MILLIS = 500;

  private static final long FLUSH_MILLIS = 40;

  /** Why a run ends. */
  private sealed interface End {
    record OfInput() implements End {}

    record Interrupted() implements End {}

    record OutputRefused(IOException why) implements End {}

    record InputFailed(IOException why) implements End {}

    record Fault(Throwable why) implements End {}
  }

  /**
   * What to run.
   *
   * @param config what the user wants, or null for no loss
   * @param data where history is kept, or null for what the configuration says
   * @param from where subscriptions to what is kept there begin
   * @param rate publications a second, or 0 for as fast as possible
   */
  record Plan(
      Input input,
      List<String> views,
      List<String> subscriptions,
      @Nullable GaterConfig config,
      @Nullable Path data,
      Start from,
      int rate,
      boolean json) {}

  private final Plan plan;
  private final Shell shell;
  private final Failures failures;
  private final Notices notices;
  private final DeliveryWriter writer;
  private volatile boolean damaged;

  /** Done when the run is cut short. */
  private final CompletableFuture<End> cut = new CompletableFuture<>();

  Run(Plan plan, Shell shell) {
    this.plan = plan;
    this.shell = shell;
    this.failures = new Failures(shell);
    this.notices = new Notices(shell.err());
    this.writer = new DeliveryWriter(shell.out(), this::outputRefused);
  }

  private void outputRefused() {
    IOException why = writer.failure();
    cut.complete(new End.OutputRefused(why == null ? new IOException("refused") : why));
  }

  /**
   * Runs to the end.
   *
   * @return the exit code
   * @throws UsageException if the plan can't be carried out; nothing was published then
   */
  int run() {
    GaterConfig config = config();
    // A filter delivers what it reads and nothing of its own.
    try (Gater gater = Gater.open(config.handOffTraces(false))) {
      List<Printer> printers = new ArrayList<>();
      for (Selection selection : Selection.of(plan.views, plan.subscriptions, gater)) {
        printers.add(Printer.subscribe(selection, options(selection, config), writer, this::gap));
      }
      InputLines lines = new InputLines(plan.input.stream());
      Pace pace = plan.rate == 0 ? null : new Pace(plan.rate);
      boolean bounded = plan.config == null;
      Feed feed = new Feed(plan.input.name(), lines, gater, printers, notices, pace, bounded);
      return run(gater, feed, lines, printers);
    }
  }

  private GaterConfig config() {
    GaterConfig config = plan.config == null ? lossless(plan.data != null) : plan.config;
    return plan.data == null ? config : config.data(plan.data);
  }

  /**
   * Publications wait as long as it takes, and no subscription has a policy that drops. With a data
   * directory everything is kept in it, whatever the instance; without, nothing is kept for later,
   * since nobody subscribes later.
   */
  private static GaterConfig lossless(boolean kept) {
    GaterConfig config = GaterConfig.defaults();
    for (String instance : config.policies().keySet()) {
      config =
          config.instance(
              instance,
              policy -> {
                Policy patient =
                    policy
                        .whenFull(WhenFull.waitFor(FOR_EVER))
                        .slowSubscriber(OverloadPolicy.CATCH_UP);
                return kept
                    ? onDisk(patient).keep(Retention.forever())
                    : patient.keep(Retention.nothing()).lastValue(false);
              });
    }
    return config;
  }

  private static Policy onDisk(Policy policy) {
    return policy.durability() == Durability.NONE ? policy.durability(Durability.FLUSHED) : policy;
  }

  private SubscriptionOptions options(Selection selection, GaterConfig config) {
    SubscriptionOptions options = SubscriptionOptions.of(selection.pattern());
    // What is in memory begins with this run, and so do its numbers.
    boolean kept =
        config.data() != null && selection.instance().policy().durability() != Durability.NONE;
    if (kept) {
      options = options.from(plan.from);
    }
    return plan.config == null ? options.holdsPublishers(FOR_EVER) : options;
  }

  /** Says what can't be had, in its place among the messages. */
  private void gap(Selection selection, Gap gap) {
    String what = gap.to() < gap.from() ? "messages" : "messages " + gap.from() + " to " + gap.to();
    String why =
        switch (gap.why()) {
          case EXPIRED -> "are no longer kept";
          case RESET -> "belong to another log";
          case LOST -> "were not on disk when the node ended, or never given; none was confirmed";
          case DAMAGED -> {
            damaged = true;
            yield "are damaged on disk; restore them from a backup";
          }
        };
    notices.line("gater run: " + selection.label() + ": " + what + " " + why);
  }

  private int run(Gater gater, Feed feed, InputLines lines, List<Printer> printers) {
    Progress progress = new Progress(plan.input.size());
    boolean shows = shell.errIsTerminal() && !shell.outIsTerminal() && !plan.json;
    Runnable tick =
        () -> {
          if (shows && progress.isDue()) {
            notices.progress(progress.line(feed.read(), lines.bytesRead()));
          }
          notices.flush();
          writer.flushIfFree();
        };
    try (var _ = shell.interrupts().watch(() -> cut.complete(new End.Interrupted()));
        var _ = new Ticker("gater-run-ticker", FLUSH_MILLIS, tick, this::fault)) {
      CompletableFuture<End> fed = feeding(feed);
      CompletableFuture.anyOf(fed, cut).join();
      feed.stop();
      if (!cut.isDone()) {
        Quiet.await(gater, printers, cut::isDone);
      }
      gater.drain(cut.isDone() ? BRIEFLY : Gater.DEFAULT_DRAIN);
      writeLastLines();
      End how = cut.getNow(fed.getNow(new End.OfInput()));
      return conclude(how, summary(how, gater, feed, lines, progress.seconds()), feed);
    }
  }

  private CompletableFuture<End> feeding(Feed feed) {
    return async(
        "gater-run-input",
        () -> {
          try {
            feed.run();
            return new End.OfInput();
          } catch (IOException unreadable) {
            return new End.InputFailed(unreadable);
          }
        });
  }

  private void writeLastLines() {
    CompletableFuture<End> written =
        async(
            "gater-run-output",
            () -> {
              writer.flush();
              return new End.OfInput();
            });
    if (cut.isDone()) {
      written.completeOnTimeout(new End.OfInput(), LAST_LINES_MILLIS, TimeUnit.MILLISECONDS).join();
    } else {
      CompletableFuture.anyOf(written, cut).join();
    }
  }

  /** Does it on a thread of its own, whose fault cuts the run short. */
  private CompletableFuture<End> async(String name, Supplier<End> work) {
    CompletableFuture<End> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                done.complete(work.get());
              } catch (RuntimeException | Error fault) {
                fault(fault);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private void fault(Throwable thrown) {
    cut.complete(new End.Fault(thrown));
  }

  private Summary summary(End how, Gater gater, Feed feed, InputLines lines, double seconds) {
    List<Summary.Row> rows = new ArrayList<>();
    for (PubSub<?> instance : gater.instances()) {
      rows.add(new Summary.Row(instance.name(), instance.stats()));
    }
    return new Summary(
        plan.input.name(),
        feed.read(),
        lines.bytesRead(),
        seconds,
        how instanceof End.Interrupted,
        feed.flaws(),
        rows);
  }

  /** Says what there is to say, and answers with the exit code. */
  private int conclude(End how, Summary summary, Feed feed) {
    switch (how) {
      case End.OutputRefused(var why) when BrokenPipe.is(why) -> {
        // The reader of stdout has seen enough ("| head"). That is how filters are used, so it is
        // neither a failure nor worth a word.
        notices.end("");
        return ExitCode.DONE;
      }
      case End.OutputRefused(var why) ->
          notices.line("gater run: can't write to stdout: " + Input.reason(why));
      case End.InputFailed(var why) -> notices.line(plan.input.name() + ": " + Input.reason(why));
      case End.Fault(var why) -> {
        notices.clearProgress();
        failures.unexpected(why);
      }
      case End.OfInput(), End.Interrupted() -> {}
    }
    notices.end(
        plan.json ? SummaryJson.of(summary) + "\n" : SummaryTable.of(summary, shell.errInColour()));
    if (how instanceof End.Interrupted) {
      return ExitCode.INTERRUPTED;
    }
    boolean clean =
        how instanceof End.OfInput && feed.refused() == 0 && summary.failed() == 0 && !damaged;
    return clean ? ExitCode.DONE : ExitCode.FAILURES;
  }
}
