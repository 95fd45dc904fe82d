package dev.gater.engine.message;

import dev.gater.Position;

/**
 * Where messages of one instance come from.
 *
 * @param instance its name
 * @param source the node as a URI reference
 * @param epoch the epoch of its log
 */
public record Origin(String instance, String source, String epoch) {
  String id(long number) {
    String place = new Position(epoch, Math.abs(number)).toString();
    return instance + (number < 0 ? "-x-" : "-") + place;
  }
}
