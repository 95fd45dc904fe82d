package dev.gater;

/**
 * A stretch of an instance's log that a subscription asked for and can't be given.
 *
 * @param from the first sequence missing
 * @param to the last sequence missing, {@code from - 1} where it can't be known
 * @param why the reason
 */
public record Gap(long from, long to, Why why) {

  /** Why a stretch is missing. */
  public enum Why {
    /** The instance's history no longer reaches back so far. */
    EXPIRED,
    /**
     * The position belongs to another log than today's (another epoch, or a number not yet given):
     * nothing before can be compared. Reading starts anew at the beginning of what is kept. A
     * durable, whose cursor is kept with the log, goes on after its cursor where that is possible.
     */
    RESET,
    /**
     * The node ended, by a power cut or a crash of the machine, before these messages had reached
     * the disk, or the numbers were never given. What was confirmed is not among them.
     */
    LOST,
    /** The disk no longer gives these messages back: their checksums are wrong. */
    DAMAGED
  }
}
