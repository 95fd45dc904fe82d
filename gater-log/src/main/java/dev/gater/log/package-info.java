/**
 * The retained log on RocksDB: what is kept of each instance, how it is written and read, and what
 * becomes of it with time. {@code docs/decisions/0010-retained-log.md} has the layout and the
 * reasons.
 */
@NullMarked
package dev.gater.log;

import org.jspecify.annotations.NullMarked;
