package dev.gater.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void aLineIsReadAsItWasWritten() {
    Figures figures =
        Figures.none()
            .with(Metric.RATE, 1.25e8)
            .with(Metric.LOST, 3)
            .with(Metric.KEPT, Double.POSITIVE_INFINITY);

    assertThat(Figures.parse(figures.line())).isEqualTo(figures);
  }

  @Test
  void noFiguresAreAnEmptyLine() {
    assertThat(Figures.parse(Figures.none().line())).isEqualTo(Figures.none());
  }

  @Test
  void figuresAreShownWithThreeDigitsThatCount() {
    assertThat(Metric.RATE.shown(123_456_789)).isEqualTo("123");
    assertThat(Metric.RATE.shown(12_345_678)).isEqualTo("12.3");
    assertThat(Metric.RATE.shown(12_345)).isEqualTo("0.012");
    assertThat(Metric.P99.shown(1_234_567)).isEqualTo("1,235");
    assertThat(Metric.PER_DELIVERY.shown(-0.0001)).isEqualTo("0");
  }
}
