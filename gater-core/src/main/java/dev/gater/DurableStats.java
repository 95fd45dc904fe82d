package dev.gater;

import java.time.Duration;

/**
 * A durable at one moment.
 *
 * @param cursor every message up to here is settled: acknowledged, dead, or not for this durable
 * @param lag messages that are for it and not settled. Exact, unless more than 65,536 messages of
 *     the instance have come since it was last looked at: then it is an upper bound, which gets
 *     exact by looking again
 * @param lagTime how long ago the oldest of them was received; zero for none
 * @param members its subscriptions
 * @param inFlight messages given out whose attempt is not over
 * @param delayed messages that wait for another attempt
 * @param dead dead letters, without those that are being retried
 * @param retried dead letters that are being retried
 * @param acknowledged messages acknowledged since the node was opened
 * @param redelivered attempts beyond a message's first since then
 * @param expired numbers of messages that the log let go of before they were read, since then; each
 *     stretch was told as a {@link Gap}
 * @param paused whether it gives nothing out
 * @param stalled whether it lags and nothing was acknowledged for {@link
 *     DurableOptions#stalledAfter()}
 */
public record DurableStats(
    Position cursor,
    long lag,
    Duration lagTime,
    int members,
    int inFlight,
    int delayed,
    long dead,
    int retried,
    long acknowledged,
    long redelivered,
    long expired,
    boolean paused,
    boolean stalled) {}
