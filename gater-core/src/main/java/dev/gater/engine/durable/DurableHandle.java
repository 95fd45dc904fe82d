package dev.gater.engine.durable;

import dev.gater.DeadLetter;
import dev.gater.Durable;
import dev.gater.DurableOptions;
import dev.gater.DurableStats;
import dev.gater.Message;
import dev.gater.Position;
import dev.gater.Start;
import dev.gater.TopicPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A durable as a program, or a person, handles it. Changes are stored before they are answered. */
record DurableHandle(LocalDurable durable) implements Durable {

  @Override
  public String name() {
    return durable.name;
  }

  @Override
  public String instance() {
    return durable.instance();
  }

  @Override
  public TopicPattern pattern() {
    checkPresent();
    return durable.pattern;
  }

  @Override
  public DurableOptions options() {
    checkPresent();
    return durable.options();
  }

  @Override
  public DurableStats stats() {
    checkPresent();
    return DurableFigures.stats(durable);
  }

  private void checkPresent() {
    durable.lock.lock();
    try {
      durable.checkPresent();
    } finally {
      durable.lock.unlock();
    }
  }

  @Override
  public boolean ack(Position position, int attempt) {
    Entry entry = find(position);
    return entry != null && durable.ack(entry, attempt, false);
  }

  @Override
  public boolean ackThrough(Position position, int attempt) {
    Entry entry = find(position);
    return entry != null && durable.ack(entry, attempt, true);
  }

  @Override
  public boolean nack(Position position, int attempt) {
    Entry entry = find(position);
    return entry != null && durable.fail(entry, attempt, null, Given.REFUSED);
  }

  @Override
  public boolean nack(Position position, int attempt, Duration delay) {
    Duration checked = LocalDurable.checked(delay);
    Entry entry = find(position);
    return entry != null && durable.fail(entry, attempt, checked, Given.REFUSED);
  }

  private @Nullable Entry find(Position position) {
    durable.lock.lock();
    try {
      durable.checkPresent();
      Entry entry = durable.cursor.find(position.sequence());
      Message<?> message = entry == null ? null : entry.message;
      return message != null && message.position().equals(position) ? entry : null;
    } finally {
      durable.lock.unlock();
    }
  }

  @Override
  public void move(Start to) {
    Beginning beginning = durable.all.beginning(to, durable.pattern);
    change(() -> {
      durable.cursor.move(beginning);
      durable.readAnew();
    });
  }

  @Override
  public void pause() {
    change(() -> durable.paused = true);
  }

  @Override
  public void resume() {
    change(() -> durable.paused = false);
  }

  @Override
  public void remove() {
    durable.all.remove(durable);
  }

  private void change(Runnable change) {
    durable.saving.lock();
    try {
      checkPresent();
      Storing.store(durable); // what is to be parked is, before the cursor moves
      durable.lock.lock();
      try {
        change.run();
        durable.touch();
      } finally {
        durable.lock.unlock();
      }
      Storing.store(durable);
    } finally {
      durable.saving.unlock();
    }
    durable.wakeIdle();
  }

  @Override
  public List<DeadLetter> dead(long from, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a limit must be at least 1: " + limit);
    }
    durable.saving.lock(); // the store stays open meanwhile
    try {
      checkPresent();
      return readDead(from, limit);
    } finally {
      durable.saving.unlock();
    }
  }

  private List<DeadLetter> readDead(long from, int limit) {
    List<DeadLetter> letters = new ArrayList<>();
    long next = from;
    List<DeadLetter> page;
    do {
      page = durable.all.store().dead(durable.name, next, limit);
      for (DeadLetter letter : page) {
        if (letters.size() < limit && isDead(letter)) {
          letters.add(letter);
        }
        next = letter.message().sequence() + 1;
      }
    } while (letters.size() < limit && page.size() == limit);
    return letters;
  }

  private boolean isDead(DeadLetter letter) {
    durable.lock.lock();
    try {
      return durable.cursor.isDead(letter.message().sequence());
    } finally {
      durable.lock.unlock();
    }
  }

  @Override
  public boolean retry(Position letter) {
    return withLetter(
        letter,
        found -> {
          boolean mayBe = !durable.cursor.comesAgain(found.message().sequence());
          if (mayBe) {
            durable.cursor.retry(found);
          }
          return mayBe;
        });
  }

  @Override
  public boolean discard(Position letter) {
    return withLetter(
        letter,
        found -> {
          durable.cursor.letters().discard(found.message().sequence());
          return true;
        });
  }

  private boolean withLetter(Position position, Predicate<DeadLetter> change) {
    durable.saving.lock();
    try {
      checkPresent();
      // Letters keep the epoch of their message, which may be older than the log's.
      List<DeadLetter> page = durable.all.store().dead(durable.name, position.sequence(), 1);
      if (page.isEmpty() || !page.getFirst().position().equals(position)) {
        return false;
      }
      durable.lock.lock();
      try {
        if (!durable.cursor.isDead(position.sequence()) || !change.test(page.getFirst())) {
          return false;
        }
        durable.touch();
      } finally {
        durable.lock.unlock();
      }
      Storing.store(durable);
    } finally {
      durable.saving.unlock();
    }
    durable.wakeIdle();
    return true;
  }

  @Override
  public String toString() {
    return durable.toString();
  }
}
