package dev.gater;

/** What became of a publication: accepted, or not and why. Immutable. */
public interface Publication {

  /** Whether the instance took it. */
  boolean accepted();

  /** Why it was not accepted; {@link Reason#NONE} if it was. */
  Reason reason();

  /** The reason in words, naming what is wrong and what to do; empty if it was accepted. */
  String detail();

  /** The message's id, or an empty string if it was not accepted. */
  String id();

  /** The message's number on its instance; 0 if it has none: refused, or meant for another node. */
  long sequence();

  /** Why a publication is not accepted. */
  enum Reason {
    /** It is accepted. */
    NONE,
    /** The topic, or a field of a typed event that goes into it, is not legal. */
    INVALID_TOPIC,
    /** The type is empty, too long, reserved or has blanks. */
    INVALID_TYPE,
    /** Data or metadata are not JSON-like, nested too deep, or not what the type's schema says. */
    INVALID_DATA,
    /** Data and metadata are larger than the policy allows. */
    TOO_LARGE,
    /** The instance is full, and the policy's wait, if any, has passed. */
    FULL,
    /** The thread was interrupted while the publication waited; it stays interrupted. */
    INTERRUPTED,
    /**
     * The durability that the policy promises is not to be had on this node: it keeps its history
     * in memory, or the disk is in trouble.
     */
    DURABILITY_UNAVAILABLE,
    /** The disk on which the instance keeps its messages is full. */
    DISK_FULL,
    /** The node or lease is closed. */
    CLOSED
  }
}
