package dev.gater;

import java.time.Duration;

/**
 * A distribution of durations. It is sampled: all deliveries of an instance's first 1,024 messages
 * are timed, and all while there is little to do; else those of one message in 64. Of a
 * subscription each one timed stands for those since the one before.
 *
 * @param count durations it stands for
 * @param p50 half were no longer, to two significant digits; zero where there are none
 * @param p90 nine of ten were no longer
 * @param p99 99 of 100 were no longer
 * @param max the longest seen
 */
public record Timings(long count, Duration p50, Duration p90, Duration p99, Duration max) {}
