package dev.gater.log;

import dev.gater.DeadLetter;
import dev.gater.DurableOptions;
import dev.gater.TopicPattern;
import dev.gater.log.Row.DamagedException;
import dev.gater.spi.DurableStore.Open;
import dev.gater.spi.DurableStore.State;
import dev.gater.spi.MessageFields;
import dev.gater.spi.MessageForm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Durables and their dead letters as bytes of rows, and back. */
final class DurableRows {
  private DurableRows() {}

  static byte[] of(State state) {
    ByteWriter out = new ByteWriter();
    out.text(state.pattern().toString());
    DurableOptions options = state.options();
    out.varint(options.maxInFlight());
    duration(out, options.ackTimeout());
    out.varint(options.maxDeliveries());
    duration(out, options.backOff());
    duration(out, options.maxBackOff());
    out.u8(options.keyed() ? 1 : 0);
    out.varint(options.maxDead());
    duration(out, options.stalledAfter());
    out.text(state.epoch());
    out.varint(state.through());
    out.u8(state.paused() ? 1 : 0);
    long before = 0;
    for (Map.Entry<Long, Open> entry : state.open().entrySet()) {
      out.varint(entry.getKey() - before);
      before = entry.getKey();
      out.varint(entry.getValue().attempts());
      out.varint(entry.getValue().forgiven());
      out.zigzag(entry.getValue().notBefore());
    }
    return out.copy();
  }

  static State state(byte[] row) {
    ByteReader in = new ByteReader(row);
    TopicPattern pattern = TopicPattern.parse(in.text());
    DurableOptions options =
        new DurableOptions(
            (int) in.varint(),
            duration(in),
            (int) in.varint(),
            duration(in),
            duration(in),
            in.u8() == 1,
            (int) in.varint(),
            duration(in));
    String epoch = in.text();
    long through = in.varint();
    boolean paused = in.u8() == 1;
    NavigableMap<Long, Open> open = new TreeMap<>();
    long number = 0;
    while (in.hasMore()) {
      number += in.varint();
      open.put(number, new Open((int) in.varint(), (int) in.varint(), in.zigzag()));
    }
    return new State(pattern, options, epoch, through, open, paused);
  }

  private static void duration(ByteWriter out, Duration duration) {
    out.zigzag(duration.getSeconds());
    out.varint(duration.getNano());
  }

  private static Duration duration(ByteReader in) {
    return Duration.ofSeconds(in.zigzag(), in.varint());
  }

  /** A letter with its message, which the history need not have any more. */
  static byte[] of(DeadLetter letter, MessageForm form, Epochs.Epoch epoch) {
    ByteWriter message = new ByteWriter();
    Row.write(message, form.take(letter.message()));
    ByteWriter out = new ByteWriter();
    out.varint(letter.attempts());
    out.instant(letter.parked());
    out.text(letter.reason());
    out.text(epoch.name());
    out.text(epoch.source());
    out.raw(message.copy());
    return out.copy();
  }

  /** The letter again; null if its message is damaged. */
  static @Nullable DeadLetter letter(String durable, long number, byte[] row, MessageForm form) {
    ByteReader in = new ByteReader(row);
    int attempts = (int) in.varint();
    Instant parked = in.instant();
    String reason = in.text();
    String epoch = in.text();
    String source = in.text();
    try {
      MessageFields fields = Row.read(number, in.raw(row.length - in.position()), false);
      return new DeadLetter(durable, form.make(epoch, source, fields), attempts, parked, reason);
    } catch (DamagedException damaged) {
      return null;
    }
  }
}
