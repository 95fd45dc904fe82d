package dev.gater.cli.certify;

/** What the throwing subscriber of a flood throws: the log need not tell anybody of it. */
public final class ExpectedFailure extends RuntimeException {
  ExpectedFailure() {
    super("thrown by a certification, on purpose");
  }
}
