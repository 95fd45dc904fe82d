package dev.gater.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExactNumbersTest {

  @Property
  void everyLongComesBackFromEveryExactForm(@ForAll long value) {
    assertThat(ExactNumbers.toLong(value)).isEqualTo(value);
    assertThat(ExactNumbers.toLong(BigInteger.valueOf(value))).isEqualTo(value);
    assertThat(ExactNumbers.toLong(new BigDecimal(value).setScale(3))).isEqualTo(value);
  }

  @Property
  void everyDoubleComesBackFromItsDecimalText(@ForAll double value) {
    assertThat(ExactNumbers.toDouble(new BigDecimal(Double.toString(value)))).isEqualTo(value);
    assertThat(ExactNumbers.toDouble(new BigDecimal(value))).isEqualTo(value);
    assertThat(ExactNumbers.toDouble(new BigDecimal(String.format("%.16e", value))))
        .isEqualTo(value);
  }

  @Property
  void aLongIsADoubleOnlyIfItIsTheSameNumber(@ForAll long value) {
    Double converted = ExactNumbers.toDouble(value);
    boolean isSame = new BigDecimal((double) value).compareTo(new BigDecimal(value)) == 0;
    assertThat(converted != null).isEqualTo(isSame);
  }

  @Test
  void numbersBeyondTheExactRangeOfADoubleAreRefusedAsOneAndKeptAsALong() {
    long odd = (1L << 53) + 1;

    assertThat(ExactNumbers.toLong(odd)).isEqualTo(odd);
    assertThat(ExactNumbers.toDouble(odd)).isNull();
    assertThat(ExactNumbers.toDouble(BigInteger.valueOf(odd))).isNull();
    assertThat(ExactNumbers.toDouble(odd - 1)).isEqualTo(0x1p53);
    assertThat(ExactNumbers.toDouble(Long.MAX_VALUE)).isNull();
    assertThat(ExactNumbers.toLong(0x1p63)).isNull();
    assertThat(ExactNumbers.toLong(-0x1p63)).isEqualTo(Long.MIN_VALUE);
    assertThat(ExactNumbers.toLong(BigInteger.ONE.shiftLeft(63))).isNull();
  }

  @Test
  void decimalsWithMoreDigitsThanADoubleHoldsAreRefused() {
    assertThat(ExactNumbers.toDouble(new BigDecimal("0.1"))).isEqualTo(0.1);
    assertThat(ExactNumbers.toDouble(new BigDecimal("0.10000000000000001"))).isEqualTo(0.1);
    assertThat(ExactNumbers.toDouble(new BigDecimal("0.10000000000000000000001"))).isNull();
    assertThat(ExactNumbers.toDouble(new BigDecimal("1e400"))).isNull();
    assertThat(ExactNumbers.toDouble(new BigDecimal("1e-400"))).isNull();
    assertThat(ExactNumbers.toDouble(new BigDecimal("0e-400"))).isEqualTo(0.0);
  }

  @Test
  void wholeMeansNoFractionHoweverWritten() {
    assertThat(ExactNumbers.toInt(new BigDecimal("3.000"))).isEqualTo(3);
    assertThat(ExactNumbers.toInt(3.0f)).isEqualTo(3);
    assertThat(ExactNumbers.toInt(3.5)).isNull();
    assertThat(ExactNumbers.toInt(1L << 31)).isNull();
    assertThat(ExactNumbers.toInt(Double.NaN)).isNull();
    assertThat(ExactNumbers.toInt(Double.POSITIVE_INFINITY)).isNull();
    assertThat(ExactNumbers.toLong(new BigDecimal("1e-1000000000"))).isNull();
    assertThat(ExactNumbers.toLong(new BigDecimal("1e1000000000"))).isNull();
    assertThat(ExactNumbers.toLong("1")).isNull();
  }
}
