package dev.gater.cli.certify;

import java.util.Locale;

/** What isolation promises, so far as a flood can break it. */
public enum Promise {
  /** Each accepted probe was delivered, once. */
  NOTHING_LOST("nothing lost"),
  /** Each probe was accepted. */
  NOTHING_REFUSED("nothing refused"),
  /** Probes were delivered in the order published. */
  ORDER_KEPT("order kept"),
  /** No call of the probe's handler overlapped another. */
  ONE_CALL_AT_A_TIME("one call at a time"),
  /** No probe waited longer than a stop would make it wait. */
  NEVER_STOPPED("never stopped"),
  /** On the flooded instance: the quick subscriber missed only what its policy allows. */
  BOOKS_BALANCE("books balance"),
  /** On the flooded instance: the stuck subscriber did not stop the quick one. */
  QUICK_NOT_HELD_UP("quick not held up"),
  /** On the flooded instance: every publication came back. */
  PUBLISHERS_LET_GO("publishers let go");

  private final String words;

  Promise(String words) {
    this.words = words;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }

  /** As a program reads it: {@code nothing_lost}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
