package dev.gater.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ExpectedTest {
  private static Counter given(long messages) {
    Counter counter = new Counter();
    for (long i = 0; i < messages; i++) {
      counter.take(Values.of(i));
    }
    return counter;
  }

  @Test
  void theSumOfWhatIsPublishedIsKnown() {
    long sum = 0;
    for (long i = 0; i < 5_000; i++) {
      assertThat(Values.sumOf(i)).isEqualTo(sum);
      sum += Values.of(i);
    }
  }

  @Test
  void allThatArrivedIsNoLoss() {
    Expected expected = new Expected(new long[] {700, 500}, 1);
    Counter counter = given(700);
    for (long i = 0; i < 500; i++) {
      counter.take(Values.of(i));
    }

    assertThat(expected.check(new Counter[] {counter}, 1)).isZero();
  }

  @Test
  void topicsShareTheMessages() {
    Counter[] counters = {new Counter(), new Counter(), new Counter()};
    for (int i = 0; i < 10; i++) {
      counters[i % 3].take(Values.of(i));
    }

    assertThat(new Expected(new long[] {10}, 3).check(counters, 3)).isZero();
  }

  @Test
  void whatIsMissingIsCounted() {
    assertThat(new Expected(new long[] {10}, 1).check(new Counter[] {given(8)}, 1)).isEqualTo(2);
  }

  @Test
  void aMessageTwiceFails() {
    Counter[] counters = {given(11)};

    assertThatIllegalStateException()
        .isThrownBy(() -> new Expected(new long[] {10}, 1).check(counters, 1))
        .withMessageContaining("too many");
  }

  @Test
  void anotherMessageFails() {
    Counter counter = given(9);
    counter.take(1_000);

    assertThatIllegalStateException()
        .isThrownBy(() -> new Expected(new long[] {10}, 1).check(new Counter[] {counter}, 1))
        .withMessageContaining("sums");
  }
}
