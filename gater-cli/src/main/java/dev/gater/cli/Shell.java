package dev.gater.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What surrounds a command; tests give their own.
 *
 * @param in where data comes from
 * @param out where data goes; unlike {@link System#out} it throws when it can't be written
 * @param err for everything that is not data; buffered, so whoever writes flushes
 * @param inIsTerminal whether a person would have to type the input
 * @param outIsTerminal whether a person reads the data
 * @param errIsTerminal whether a person reads the rest
 * @param environment the environment variables
 * @param interrupts Ctrl-C and its like
 */
record Shell(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment,
    Interrupts interrupts) {

  /** The process's own streams. */
  static Shell ofProcess() {
    PrintStream err =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)),
            false,
            StandardCharsets.UTF_8);
    return new Shell(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        err,
        Terminals.isTerminal(0),
        Terminals.isTerminal(1),
        Terminals.isTerminal(2),
        System.getenv(),
        Interrupts.ofProcess());
  }

  /** Whether what is printed on stdout may be coloured. */
  boolean outInColour() {
    return outIsTerminal && colours();
  }

  /** Whether what is printed on stderr may be coloured. */
  boolean errInColour() {
    return errIsTerminal && colours();
  }

  /** See no-color.org: set and not empty, whatever the value, means none. */
  private boolean colours() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Whether the user wants stack traces. */
  boolean debugs() {
    return environment.getOrDefault("GATER_DEBUG", "").equals("1");
  }
}
