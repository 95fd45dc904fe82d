package dev.gater.log.kill;

import dev.gater.Gap;
import dev.gater.Message;
import dev.gater.Position;

/**
 * One line of what a child says.
 *
 * @param instance the instance it is about
 * @param epoch the message's epoch, {@value #NONE} where it is not known
 * @param number the message's number
 * @param text the message's data, or what else there is to say
 */
record Line(Word word, String instance, String epoch, long number, String text) {
  static final String NONE = "-";

  static Line of(Word word) {
    return of(word, NONE, 0, NONE);
  }

  static Line of(Word word, String instance, long number, String text) {
    return new Line(word, instance, NONE, number, text);
  }

  static Line of(Word word, Message<?> message) {
    return of(word, message.instance(), message.position(), String.valueOf(message.data()));
  }

  static Line of(Word word, String instance, Position position, String text) {
    return new Line(word, instance, position.epoch(), position.sequence(), text);
  }

  static Line of(String instance, String who, Gap gap) {
    return new Line(Word.MISSED, instance, gap.why().name(), gap.from(), who + ' ' + gap.to());
  }

  static Line parse(String line) {
    String[] parts = line.split(" ", 5);
    return new Line(Word.valueOf(parts[0]), parts[1], parts[2], Long.parseLong(parts[3]), parts[4]);
  }

  @Override
  public String toString() {
    return word + " " + instance + ' ' + epoch + ' ' + number + ' ' + text;
  }
}
