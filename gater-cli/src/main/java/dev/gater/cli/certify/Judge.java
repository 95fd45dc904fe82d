package dev.gater.cli.certify;

import dev.gater.DropReason;
import dev.gater.OverloadPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells from measurements which promises held. Counts are judged exactly; time only by whether
 * anything stopped, because the processor is the one thing that instances share.
 */
final class Judge {
  /**
   * What waits longer than this has stopped. It is some ten thousand times what a delivery takes,
   * and a system that keeps a thread from running for so long is no longer busy, it stands still:
   * then what the machine paused is added.
   */
  static final Duration STOPPED = Duration.ofSeconds(1);

  /**
   * How much of what the control met with is allowed for: there are more probes than lines of the
   * control, so one of them may have more bad luck than any of those.
   */
  static final int BAD_LUCK = 2;

  private final FloodFigures flood;
  private final Duration bound;
  private final List<Finding> findings = new ArrayList<>();

  private Judge(FloodFigures flood, Duration machinePause) {
    this.flood = flood;
    this.bound = STOPPED.plus(machinePause.multipliedBy(BAD_LUCK));
  }

  /**
   * A finding for each promise and each instance that it is about.
   *
   * @param machinePause see {@link FloodResult#machinePause()}
   */
  static List<Finding> judge(FloodFigures flood, List<Comparison> others, Duration machinePause) {
    Judge judge = new Judge(flood, machinePause);
    others.forEach(judge::judge);
    judge.judgeFlooded();
    return List.copyOf(judge.findings);
  }

  private void judge(Comparison other) {
    String instance = other.instance();
    find(Promise.NOTHING_LOST, instance, inEither(other, Judge::lost));
    find(Promise.NOTHING_REFUSED, instance, inEither(other, Judge::refused));
    find(Promise.ORDER_KEPT, instance, inEither(other, Judge::unordered));
    find(Promise.ONE_CALL_AT_A_TIME, instance, inEither(other, Judge::overlapping));
    find(Promise.NEVER_STOPPED, instance, stopped(other.during()));
  }

  private void judgeFlooded() {
    String instance = flood.instance();
    find(Promise.BOOKS_BALANCE, instance, imbalance());
    find(Promise.QUICK_NOT_HELD_UP, instance, heldUp());
    find(
        Promise.PUBLISHERS_LET_GO,
        instance,
        flood.heldPublishers() == 0
            ? ""
            : flood.heldPublishers() + " publishers did not come back from a publication");
  }

  private void find(Promise promise, String instance, String broken) {
    findings.add(new Finding(promise, flood.instance(), instance, broken.isEmpty(), broken));
  }

  /** What is wrong without a flood is no better. */
  private static String inEither(Comparison other, Function<Reading, String> broken) {
    String during = broken.apply(other.during());
    String before = broken.apply(other.before());
    return !during.isEmpty() || before.isEmpty() ? during : before + ", before the flood";
  }

  private static String lost(Reading reading) {
    long missing = reading.accepted() - reading.delivered();
    if (missing < 0) {
      return -missing + " delivered twice";
    }
    if (missing == 0 && reading.dropped() == 0) {
      return "";
    }
    return missing
        + " of "
        + reading.accepted()
        + " not delivered"
        + (reading.dropped() == 0 ? "" : ", dropped: " + Counts.words(reading.droppedBy()));
  }

  private static String refused(Reading reading) {
    return reading.refused() == 0
        ? ""
        : "of " + reading.sent() + " refused: " + Counts.words(reading.refusedBy());
  }

  private static String unordered(Reading reading) {
    return reading.unordered() == 0
        ? ""
        : reading.unordered() + " of " + reading.delivered() + " out of order";
  }

  private static String overlapping(Reading reading) {
    return reading.overlapping() == 0
        ? ""
        : reading.overlapping() + " of " + reading.delivered() + " calls overlapped another";
  }

  private String stopped(Reading reading) {
    return reading.longestWait().compareTo(bound) <= 0
        ? ""
        : "a probe waited " + tooLong(reading.longestWait());
  }

  private String imbalance() {
    FloodFigures.Quick quick = flood.quick();
    long settled = quick.delivered() + quick.failed() + quick.dropped() + quick.inFlight();
    if (quick.matched() != settled) {
      return "matched "
          + quick.matched()
          + ", but delivered + failed + dropped + in flight are "
          + settled;
    }
    if (!quick.ended() && quick.matched() != flood.accepted()) {
      return "accepted " + flood.accepted() + ", but matched " + quick.matched();
    }
    if (quick.handled() != quick.delivered()) {
      return "delivered " + quick.delivered() + ", but handled " + quick.handled();
    }
    Map<DropReason, Long> unallowed = new EnumMap<>(DropReason.class);
    unallowed.putAll(quick.droppedBy());
    unallowed.keySet().removeAll(allowed(quick.policy()));
    return unallowed.isEmpty()
        ? ""
        : "the policy "
            + quick.policy().name().toLowerCase(Locale.ROOT).replace('_', '-')
            + " dropped "
            + Counts.words(unallowed);
  }

  /** What a subscription that is too far behind may lose. */
  private static Set<DropReason> allowed(OverloadPolicy policy) {
    return switch (policy) {
      case CATCH_UP -> Set.of(DropReason.EXPIRED);
      case DROP_OLDEST -> Set.of(DropReason.OLDEST);
      case DROP_NEWEST -> Set.of(DropReason.NEWEST);
      case CONFLATE -> Set.of(DropReason.CONFLATED, DropReason.OLDEST);
      case DISCONNECT -> Set.of(DropReason.DISCONNECTED);
    };
  }

  private String heldUp() {
    FloodFigures.Quick quick = flood.quick();
    if (quick.ended()) {
      return ""; // by its policy, which asks for that
    }
    if (quick.longestSilence().compareTo(bound) > 0) {
      return "the quick subscriber was not called for " + tooLong(quick.longestSilence());
    }
    return quick.inFlight() == 0
        ? ""
        : quick.inFlight() + " messages still waited for it after the flood";
  }

  private String tooLong(Duration waited) {
    return waited.toMillis() + " ms; more than " + bound.toMillis() + " ms is a stop";
  }
}
