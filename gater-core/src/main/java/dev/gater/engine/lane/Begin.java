package dev.gater.engine.lane;

import dev.gater.Gap;
import dev.gater.Message;
import java.util.List;

/**
 * What a lane gives its handler before the live messages.
 *
 * @param gaps told first
 * @param first delivered then
 * @param readFrom the log is read from here on then; not at all if no number so high was routed
 * @param acceptFrom live messages below this are not for the lane
 * @param acceptSince nor are those received before this, in milliseconds of the epoch
 */
public record Begin(
    List<Gap> gaps, List<Message<?>> first, long readFrom, long acceptFrom, long acceptSince) {}
