package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.PubSub;
import dev.gater.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Messages that carry a number, to count and compare by. */
final class Numbers {
  static final String TYPE = "numbered";

  private Numbers() {}

  /** Publishes {@code from} to {@code through}, one message each, all of which must be accepted. */
  static void publish(PubSub<?> instance, String topic, int from, int through) {
    for (int i = from; i <= through; i++) {
      Publication publication = instance.publish(topic, TYPE, i);
      assertThat(publication.accepted()).as(publication.detail()).isTrue();
    }
  }

  /** {@code from} to {@code through}, as data. */
  static List<Object> data(int from, int through) {
    return new ArrayList<>(IntStream.rangeClosed(from, through).boxed().toList());
  }

  /** {@code from} to {@code through}, as sequences. */
  static List<Long> sequences(long from, long through) {
    return LongStream.rangeClosed(from, through).boxed().toList();
  }
}
