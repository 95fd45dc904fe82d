package dev.gater.cli;

/** What a command's exit code means, the same for all commands. */
final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** Done, but not all of it: the work had failures, and they were told. */
  static final int FAILURES = 1;

  /** The command line or a configuration can't be used; nothing was done. */
  static final int USAGE = 2;

  /** By Ctrl-C or a signal. The JVM itself says 143 where the signal was SIGTERM. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
