/**
 * Gater beside its peers, measured in one run: {@link dev.gater.bench.Bench} starts a JVM of its
 * own for each peer and workload, lets them take turns round by round, and hands what they measured
 * to the report.
 */
@NullMarked
package dev.gater.bench;

import org.jspecify.annotations.NullMarked;
