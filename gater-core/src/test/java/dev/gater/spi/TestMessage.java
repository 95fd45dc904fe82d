package dev.gater.spi;

import dev.gater.Message;
import dev.gater.Position;
import dev.gater.event.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message as a log may be given it. */
public record TestMessage(
    String epoch, long sequence, String topic, Instant received, @Nullable Object data)
    implements Message<Event> {

  @Override
  public String id() {
    return epoch + "-" + sequence;
  }

  @Override
  public String type() {
    return "tested";
  }

  @Override
  public Instant time() {
    return received;
  }

  @Override
  public String source() {
    return "/test";
  }

  @Override
  public String instance() {
    return "events";
  }

  @Override
  public Position position() {
    return new Position(epoch, sequence);
  }

  @Override
  public int schemaVersion() {
    return 1;
  }

  @Override
  public Optional<Event> event() {
    return Optional.empty();
  }

  @Override
  public Map<String, @Nullable Object> metadata() {
    return Map.of();
  }
}
