package dev.gater.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gater.DropReason;
import dev.gater.OverloadPolicy;
import dev.gater.cli.certify.FloodFigures.Quick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each promise breaks by what breaks it, and by nothing else. */
class JudgeTest {
  private static final Duration NO_PAUSE = Duration.ZERO;
  private static final Duration SHORT = Duration.ofMillis(3);
  private static final Duration TOO_LONG = Judge.STOPPED.plusMillis(1);

  private static List<Finding> broken(FloodFigures flood, Reading before, Reading during) {
    return FloodResult.judged(flood, List.of(new Comparison(before, during)), NO_PAUSE).broken();
  }

  private static void assertBreaks(Reading reading, Promise promise, String detail) {
    Finding finding = new Finding(promise, "metrics", "alerts", false, detail);
    assertThat(broken(Measured.flood(), Measured.healthy(), reading)).containsExactly(finding);
  }

  private static void assertBreaks(FloodFigures flood, Promise promise, String detail) {
    Finding finding = new Finding(promise, "metrics", "metrics", false, detail);
    assertThat(broken(flood, Measured.healthy(), Measured.healthy())).containsExactly(finding);
  }

  private static FloodFigures flood(Quick quick) {
    return Measured.flood(quick, 0);
  }

  @Test
  void eachPromiseIsCheckedOnceForEachInstanceItIsAbout() {
    Comparison other = new Comparison(Measured.healthy(), Measured.healthy());
    FloodResult result = FloodResult.judged(Measured.flood(), List.of(other, other), NO_PAUSE);

    assertThat(result.findings()).allMatch(Finding::held).hasSize(2 * 5 + 3);
    assertThat(result.findings()).extracting(Finding::promise).contains(Promise.values());
  }

  @ParameterizedTest
  @CsvSource({
    "100, 0, 97, 3, 0, 0, NOTHING_LOST, '3 of 100 not delivered, dropped: 3 oldest'",
    "100, 0, 99, 0, 0, 0, NOTHING_LOST, 1 of 100 not delivered",
    "100, 0, 100, 1, 0, 0, NOTHING_LOST, '0 of 100 not delivered, dropped: 1 oldest'",
    "100, 0, 101, 0, 0, 0, NOTHING_LOST, 1 delivered twice",
    "98, 2, 98, 0, 0, 0, NOTHING_REFUSED, of 100 refused: 2 full",
    "100, 0, 100, 0, 1, 0, ORDER_KEPT, 1 of 100 out of order",
    "100, 0, 100, 0, 0, 1, ONE_CALL_AT_A_TIME, 1 of 100 calls overlapped another",
  })
  void oneProbeIsEnough(
      long accepted,
      long refused,
      long delivered,
      long dropped,
      long unordered,
      long overlapping,
      Promise promise,
      String detail) {
    Reading bad = Measured.reading(accepted, refused, delivered, dropped, unordered, overlapping);

    assertBreaks(bad, promise, detail);
  }

  @Test
  void whatIsWrongWithoutAFloodIsNoBetter() {
    assertThat(broken(Measured.flood(), Measured.losing(), Measured.healthy()))
        .extracting(Finding::promise, Finding::detail)
        .containsExactly(
            tuple(
                Promise.NOTHING_LOST,
                "3 of 100 not delivered, dropped: 3 oldest, before the flood"));
  }

  @Test
  void latencyAloneBreaksNothingAndAStopDoes() {
    Reading slow = Measured.waited(Judge.STOPPED);
    assertThat(broken(Measured.flood(), Measured.healthy(), slow)).isEmpty();
    assertBreaks(
        Measured.waited(TOO_LONG),
        Promise.NEVER_STOPPED,
        "a probe waited 1001 ms; more than 1000 ms is a stop");
  }

  @Test
  void noInstanceIsBlamedForWhatTheMachinePaused() {
    Duration pause = Duration.ofMillis(500);
    Duration most = Judge.STOPPED.plus(pause.multipliedBy(Judge.BAD_LUCK));
    FloodFigures quiet = flood(Measured.quick(990, 1000, Map.of(DropReason.OLDEST, 10L), 0, most));
    Comparison late = new Comparison(Measured.healthy(), Measured.waited(most));

    assertThat(FloodResult.judged(quiet, List.of(late), pause).broken()).isEmpty();
    assertThat(FloodResult.judged(quiet, List.of(late), pause.minusMillis(1)).broken())
        .extracting(Finding::promise)
        .containsExactly(Promise.NEVER_STOPPED, Promise.QUICK_NOT_HELD_UP);
  }

  @Test
  void theBooksOfTheFloodedInstanceMustBalance() {
    assertBreaks(
        flood(Measured.quick(990, 1000, Map.of(), 0, SHORT)),
        Promise.BOOKS_BALANCE,
        "matched 1000, but delivered + failed + dropped + in flight are 990");
    assertBreaks(
        flood(Measured.quick(999, 999, Map.of(), 0, SHORT)),
        Promise.BOOKS_BALANCE,
        "accepted 1000, but matched 999");
    assertBreaks(
        flood(Measured.quick(999, 1000, Map.of(DropReason.EXPIRED, 1L), 0, SHORT)),
        Promise.BOOKS_BALANCE,
        "the policy drop-oldest dropped 1 expired");
    Quick lying = new Quick(OverloadPolicy.CATCH_UP, 999, 1000, 1000, 0, Map.of(), 0, false, SHORT);
    assertBreaks(flood(lying), Promise.BOOKS_BALANCE, "delivered 1000, but handled 999");
  }

  @Test
  void theStuckSubscriberMustNotStopTheQuickOne() {
    assertBreaks(
        flood(Measured.quick(1000, 1000, Map.of(), 0, TOO_LONG)),
        Promise.QUICK_NOT_HELD_UP,
        "the quick subscriber was not called for 1001 ms; more than 1000 ms is a stop");
    assertBreaks(
        flood(Measured.quick(400, 1000, Map.of(), 600, SHORT)),
        Promise.QUICK_NOT_HELD_UP,
        "600 messages still waited for it after the flood");
  }

  @Test
  void aPolicyThatEndsTheQuickOneMayDoSo() {
    Quick ended =
        new Quick(
            OverloadPolicy.DISCONNECT,
            300,
            400,
            300,
            0,
            Map.of(DropReason.DISCONNECTED, 100L),
            0,
            true,
            TOO_LONG);

    assertThat(broken(flood(ended), Measured.healthy(), Measured.healthy())).isEmpty();
  }

  @Test
  void everyPublicationMustComeBack() {
    assertBreaks(
        Measured.flood(Measured.flood().quick(), 2),
        Promise.PUBLISHERS_LET_GO,
        "2 publishers did not come back from a publication");
  }
}
