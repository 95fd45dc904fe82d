package dev.gater.log;

import dev.gater.DataSize;

/**
 * The sizes that a store works with; tests make them small, so that what is rare happens often.
 *
 * @param segmentMessages messages of a segment at most
 * @param segmentBytes bytes of a segment at most
 * @param reserved numbers reserved ahead at a time
 * @param buffered messages of an instance that may wait to be written
 * @param cache memory that both databases together take for what they have read
 * @param writeBuffer memory that both together take for what is not in files yet
 * @param spare bytes on the disk below which it counts as full; as much is set aside for closing
 */
record Settings(
    int segmentMessages,
    long segmentBytes,
    long reserved,
    int buffered,
    DataSize cache,
    DataSize writeBuffer,
    DataSize spare) {

  static final Settings DEFAULT =
      new Settings(
          1 << 14,
          DataSize.mib(8).bytes(),
          1 << 20,
          1 << 13,
          DataSize.mib(32),
          DataSize.mib(32),
          DataSize.mib(32));
}
