package dev.gater.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.Message;
import dev.gater.Policy;
import dev.gater.Retention;
import dev.gater.TopicPattern;
import dev.gater.spi.MessageLog.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A log on disk beside a plain list: whatever is done to them, they say the same. */
class ModelTest {
  private static final List<String> TOPICS = List.of("a", "b", "a:x", "a:y", "b:x", "c:x:z");
  private static final List<String> PATTERNS = List.of("*", "a", "a:*", "+:x", "c:+:z", "none");

  /** Something done to both. */
  sealed interface Step {
    record Append(List<String> topics) implements Step {}

    record Read(String pattern, int from, int limit) implements Step {}

    record LastValues(String pattern, int perTopic) implements Step {}

    record Wait(int millis) implements Step {}

    record Expire() implements Step {}

    record Reopen() implements Step {}

    record Crash() implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> append =
        Arbitraries.of(TOPICS).list().ofMinSize(1).ofMaxSize(12).map(Step.Append::new);
    Arbitrary<Step> read =
        net.jqwik.api.Combinators.combine(
                Arbitraries.of(PATTERNS), Arbitraries.integers().between(0, 100), limits())
            .as(Step.Read::new);
    Arbitrary<Step> lastValues =
        net.jqwik.api.Combinators.combine(Arbitraries.of(PATTERNS), limits())
            .as(Step.LastValues::new);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, append),
            net.jqwik.api.Tuple.of(6, read),
            net.jqwik.api.Tuple.of(3, lastValues),
            net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(-50, 100).map(Step.Wait::new)),
            net.jqwik.api.Tuple.of(2, Arbitraries.just(new Step.Expire())),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(new Step.Reopen())),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(new Step.Crash())))
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  private static Arbitrary<Integer> limits() {
    return Arbitraries.integers().between(1, 7);
  }

  @Provide
  Arbitrary<Policy> policies() {
    Policy events = Policy.of("events");
    return Arbitraries.of(
        events.keep(Retention.forever()),
        events.keep(Retention.forever().count(13)),
        events.keep(Retention.forever().count(5)).lastValue(true).topics(3),
        events.keep(Retention.of(Duration.ofMillis(120))),
        events.keep(Retention.of(Duration.ofMillis(200)).count(20)).lastValue(true));
  }

  @Property(tries = 40)
  void theySayTheSame(@ForAll("policies") Policy policy, @ForAll("steps") List<Step> steps)
      throws IOException {
    Path directory = Files.createTempDirectory("gater-model");
    try (Disk disk = new Disk(directory, policy)) {
      Model model = new Model(policy);
      for (Step step : steps) {
        apply(step, disk, model);
      }
    } finally {
      Disk.delete(directory);
    }
  }

  private static void apply(Step step, Disk disk, Model model) {
    switch (step) {
      case Step.Append(var topics) -> model.add(disk.append(topics.toArray(new String[0])));
      case Step.Read(var pattern, var from, var limit) -> read(pattern, from, limit, disk, model);
      case Step.LastValues(var pattern, var perTopic) ->
          assertThat(disk.log.lastValues(TopicPattern.parse(pattern), perTopic, Long.MAX_VALUE))
              .isEqualTo(model.lastValues(TopicPattern.parse(pattern), perTopic));
      case Step.Wait(var millis) -> disk.now = disk.now.plusMillis(millis);
      case Step.Expire() -> disk.store.retain();
      case Step.Reopen() -> disk.reopen();
      case Step.Crash() -> {
        disk.crash();
        disk.open();
      }
    }
    model.expire(disk.now);
    assertThat(disk.log.first()).isEqualTo(model.first(disk.log.last()));
  }

  /** Reads all pages in both directions, from somewhere. */
  private static void read(String text, int percent, int limit, Disk disk, Model model) {
    TopicPattern pattern = TopicPattern.parse(text);
    long from = 1 + disk.log.last() * percent / 100;
    List<Message<?>> read = new ArrayList<>();
    for (long at = from; at <= disk.log.last(); ) {
      Page page = disk.log.read(pattern, at, disk.log.last(), limit);
      assertThat(page.messages()).hasSizeLessThanOrEqualTo(limit);
      assertThat(page.next()).isGreaterThan(at);
      read.addAll(page.messages());
      at = page.next();
    }
    assertThat(read).isEqualTo(model.matching(pattern, from, Long.MAX_VALUE));
    List<Message<?>> back = new ArrayList<>();
    for (long at = from; at >= disk.log.first(); ) {
      Page page = disk.log.readBack(pattern, at, limit);
      assertThat(page.messages()).hasSizeLessThanOrEqualTo(limit);
      assertThat(page.next()).isLessThan(at);
      back.addAll(page.messages());
      at = page.next();
    }
    assertThat(back.reversed()).isEqualTo(model.matching(pattern, 1, from));
  }

  /** The plain list. */
  private static final class Model {
    private final Policy policy;
    private final List<Message<?>> kept = new ArrayList<>();
    private final Map<String, Message<?>> latest = new LinkedHashMap<>();

    Model(Policy policy) {
      this.policy = policy;
    }

    void add(List<Message<?>> messages) {
      for (Message<?> message : messages) {
        kept.add(message);
        latest.remove(message.topic());
        latest.put(message.topic(), message);
      }
      while (policy.lastValue() && latest.size() > policy.topics()) {
        latest.remove(latest.keySet().iterator().next());
      }
    }

    void expire(Instant now) {
      while (kept.size() > policy.keep().count()) {
        kept.removeFirst();
      }
      policy
          .keep()
          .age()
          .ifPresent(age -> kept.removeIf(message -> message.received().isBefore(now.minus(age))));
    }

    long first(long last) {
      return kept.isEmpty() ? last + 1 : kept.getFirst().sequence();
    }

    List<Message<?>> matching(TopicPattern pattern, long from, long through) {
      return kept.stream()
          .filter(message -> message.sequence() >= from && message.sequence() <= through)
          .filter(message -> pattern.matches(message.topic()))
          .toList();
    }

    List<Message<?>> lastValues(TopicPattern pattern, int perTopic) {
      List<Message<?>> values = new ArrayList<>();
      Map<String, Integer> found = new LinkedHashMap<>();
      for (Message<?> message : kept.reversed()) {
        boolean wanted = !policy.lastValue() || latest.containsKey(message.topic());
        if (wanted
            && pattern.matches(message.topic())
            && found.merge(message.topic(), 1, Integer::sum) <= perTopic) {
          values.add(message);
        }
      }
      if (policy.lastValue()) {
        latest.values().stream()
            .filter(
                message -> pattern.matches(message.topic()) && !found.containsKey(message.topic()))
            .forEach(values::add);
      }
      values.sort(Comparator.comparingLong(Message::sequence));
      return values;
    }
  }
}
