package dev.gater.log.kill;

/**
 * What a child says. Words that announce a call are said before it, words that report one after.
 */
enum Word {
  /** It is about to open the data directory. */
  OPENING,
  /** This is in the history, the oldest first. */
  FOUND,
  /** A durable's cursor is there. */
  CURSOR,
  /** A durable has this dead letter. */
  DEAD,
  /** All that was found has been said. */
  READY,
  /** A plain publication was accepted; the epoch is not known. */
  SENT,
  /** A publication was confirmed. */
  KEPT,
  /** A reader was called with it. */
  SEEN,
  /** A reader or a durable was told a gap: why, from, and who and to. */
  MISSED,
  /** A durable was given it. */
  GIVEN,
  /** It is about to be acknowledged. */
  ACKING,
  /** It was acknowledged, in time. */
  ACKED,
  /** It is about to be rejected. */
  REJECTING,
  /** It was rejected, in time. */
  REJECTED,
  /** A durable is about to be stored. */
  STORING,
  /** It is stored. */
  STORED,
  /** Nothing is published any more, and every durable has settled all there is. */
  DRAINED,
  /** The node was closed in good order. */
  CLOSED,
  /** Something does not hold that the child sees for itself. */
  FAULT
}
