/**
 * What is measured. A {@link dev.gater.bench.workload.Workload} opens a bus, drives it for one
 * round, waits for every delivery, checks the sums and closes the bus again, so that nothing of a
 * peer runs while another is measured.
 */
@NullMarked
package dev.gater.bench.workload;

import org.jspecify.annotations.NullMarked;
