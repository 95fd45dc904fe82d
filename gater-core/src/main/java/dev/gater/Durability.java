package dev.gater;

/** What a confirmed message survives, each stage including the ones before. */
public enum Durability {
  /** Nothing: it is in memory. */
  NONE,
  /** The end of the process. */
  FLUSHED,
  /** A power cut: it was synced to the disk, together with its neighbours. */
  GROUP_COMMIT
}
