package dev.gater;

import java.time.Duration;

/**
 * A distribution of durations. It is sampled: of each subscription the first 64 deliveries are
 * timed, then one of 64, which stands for 64.
 *
 * @param count durations it stands for
 * @param p50 half were no longer, to two significant digits; zero where there are none
 * @param p90 nine of ten were no longer
 * @param p99 99 of 100 were no longer
 * @param max the longest seen
 */
public record Timings(long count, Duration p50, Duration p90, Duration p99, Duration max) {}
