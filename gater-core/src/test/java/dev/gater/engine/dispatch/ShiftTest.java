package dev.gater.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a dispatcher concludes from an attempt that it finds after it announced something. */
class ShiftTest {
  private final Shift shift = new Shift(Thread.currentThread(), 0);

  /** The word of that call, as the shift would announce it. */
  private static long wordOf(int step) {
    Shift twin = new Shift(Thread.currentThread(), 0);
    assertThat(twin.enter(step)).isTrue();
    return twin.word();
  }

  @Test
  void aShiftIsOverOnceACallBeforeWasTakenOff() {
    assertThat(shift.enter(0)).isTrue();
    assertThat(shift.attempt(wordOf(0)).take()).isTrue();

    assertThat(shift.enter(1)).isFalse();
    assertThat(shift.leave()).isFalse();
  }

  @Test
  void whoComesBackInTimeKeepsIt() {
    assertThat(shift.enter(0)).isTrue();
    Attempt late = shift.attempt(wordOf(0));

    assertThat(shift.enter(1)).isTrue();
    assertThat(late.take()).isFalse();
    assertThat(shift.leave()).isTrue();
  }

  /** It lost its processor between the announcement and the look at the flag. */
  @Test
  void aCallThatIsTakenOffAsItBeginsIsMade() {
    assertThat(shift.enter(0)).isTrue();
    assertThat(shift.attempt(wordOf(1)).take()).isTrue();

    assertThat(shift.enter(1)).isTrue();
    assertThat(shift.leave()).isFalse();
  }
}
