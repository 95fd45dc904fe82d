package dev.gater.engine.message;

import dev.gater.Position;
import dev.gater.PublishOptions;
import java.util.Map;

/**
 * Where messages of one instance come from.
 *
 * @param instance its name
 * @param source the node as a URI reference
 * @param epoch the epoch of its log
 */
public record Origin(String instance, String source, String epoch) {
  /** The options by which Gater's own messages are known. */
  public static final PublishOptions SELF = PublishOptions.none().metadata(Map.of("by", "gater"));

  String id(long number) {
    String place = new Position(epoch, Math.abs(number)).toString();
    return instance + (number < 0 ? "-x-" : "-") + place;
  }
}
