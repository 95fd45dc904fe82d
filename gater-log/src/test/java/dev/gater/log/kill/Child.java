package dev.gater.log.kill;

import static org.awaitility.Awaitility.await;

import dev.gater.DurableStats;
import dev.gater.Gap;
import dev.gater.Gater;
import dev.gater.Handler;
import dev.gater.Message;
import dev.gater.OverloadPolicy;
import dev.gater.Position;
import dev.gater.PubSub;
import dev.gater.Start;
import dev.gater.SubscriptionOptions;
import dev.gater.event.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A process that opens a data directory, says what it found, then publishes, reads and acknowledges
 * on several instances, saying all of it, until it is killed. It ends in good order when it reads a
 * line, and at once when nobody is there any more to write one.
 */
public final class Child {
  private static final Duration DRAIN = Duration.ofSeconds(90);
  private static final int PUBLISHERS = 2;

  private final Voice voice = new Voice();
  private final Map<String, Position> readers;
  private final Random random;
  private final String life;

  private Child(String life, long seed, Map<String, Position> readers) {
    this.life = life;
    this.random = new Random(seed);
    this.readers = readers;
  }

  /** {@code DIRECTORY LIFE SEED [INSTANCE=POSITION]...}, the positions being those of readers. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Position> readers = new HashMap<>();
    for (String argument : List.of(arguments).subList(3, arguments.length)) {
      String[] parts = argument.split("=", 2);
      readers.put(parts[0], Position.parse(parts[1]));
    }
    new Child(arguments[1], Long.parseLong(arguments[2]), readers).live(Path.of(arguments[0]));
  }

  private void live(Path directory) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Mortal finish = new Mortal(in);
    finish.start();
    voice.say(Line.of(Word.OPENING));
    try (Gater gater = Gater.open(Scene.config(directory))) {
      Scene.INSTANCES.forEach(name -> find(gater.instance(name)));
      voice.say(Line.of(Word.READY));
      Scene.INSTANCES.forEach(name -> read(gater.instance(name)));
      Scene.withDurable().forEach(name -> serve(gater.instance(name)));
      List<Source> sources = publish(gater);
      finish.await();
      sources.forEach(Source::end);
      await()
          .atMost(DRAIN)
          .until(() -> Scene.withDurable().stream().allMatch(name -> isDrained(gater, name)));
      voice.say(Line.of(Word.DRAINED));
    }
    voice.say(Line.of(Word.CLOSED));
  }

  private List<Source> publish(Gater gater) {
    List<Source> sources = new ArrayList<>();
    for (String name : Scene.INSTANCES) {
      for (int i = 0; i < PUBLISHERS; i++) {
        String by = life + '.' + i;
        Source source = new Source(gater.instance(name), by, random.nextLong(), voice);
        sources.add(source);
        source.start();
      }
    }
    return sources;
  }

  private static boolean isDrained(Gater gater, String name) {
    return gater.instance(name).durable(Scene.DURABLE).map(desk -> desk.stats().lag()).orElse(1L)
        == 0;
  }

  private <E extends Event> void find(PubSub<E> instance) {
    Finding<E> finding = new Finding<>(instance, voice);
    List<Message<E>> all = finding.all();
    all.forEach(message -> voice.say(Line.of(Word.FOUND, message)));
    if (!instance.name().equals(Scene.FORGETFUL)) { // where retention would come between readings
      finding.compare(all);
    }
    instance
        .durable(Scene.DURABLE)
        .ifPresent(desk -> {
          DurableStats stats = desk.stats();
          voice.say(Line.of(Word.CURSOR, instance.name(), stats.cursor(), Line.NONE));
          desk.dead(0, 100_000).forEach(letter -> voice.say(Line.of(Word.DEAD, letter.message())));
        });
  }

  private <E extends Event> void read(PubSub<E> instance) {
    Position before = readers.get(instance.name());
    SubscriptionOptions options =
        SubscriptionOptions.of("*")
            .slowSubscriber(OverloadPolicy.CATCH_UP)
            .from(before == null ? Start.beginning() : Start.after(before));
    var _ =
        instance.subscribe(
            options,
            new Handler<E>() {
              @Override
              public void handle(Message<E> message) {
                voice.say(Line.of(Word.SEEN, message));
              }

              @Override
              public void gap(Gap gap) {
                voice.say(Line.of(instance.name(), "reader", gap));
              }
            });
  }

  private <E extends Event> void serve(PubSub<E> instance) {
    new Desk<>(instance, voice).open();
  }

  /** Waits for a line of the parent's, and dies with it. */
  private static final class Mortal extends Thread {
    private final BufferedReader in;

    Mortal(BufferedReader in) {
      super("mortal");
      setDaemon(true);
      this.in = in;
    }

    @Override
    public void run() {
      if (read() == null) {
        Runtime.getRuntime().halt(4);
      }
    }

    private @Nullable String read() {
      try {
        return in.readLine();
      } catch (IOException gone) {
        return null;
      }
    }

    void await() {
      try {
        join();
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
