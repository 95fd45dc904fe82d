package dev.gater.cli;

import dev.gater.ConfigException;
import dev.gater.DataDirectoryException;
import dev.gater.spi.Nearest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How failures are told: one line on stderr, never a stack trace. With {@code GATER_DEBUG=1} in the
 * environment the trace of an unexpected one follows.
 */
final class Failures {
  private final Shell shell;

  Failures(Shell shell) {
    this.shell = shell;
  }

  /** The command line is wrong. */
  int wrongUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    tell(name + ": " + sentence(wrong, command));
    tell("Try '" + name + " --help'.");
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException wrong, CommandLine command) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(wrong.getMessage());
    }
    String argument = unmatched.getUnmatched().getFirst();
    if (argument.startsWith("-")) {
      List<String> options = new ArrayList<>();
      command.getCommandSpec().options().forEach(option -> options.add(option.longestName()));
      return "unknown option '" + argument + "'" + Nearest.hint(argument, options);
    }
    if (command.getSubcommands().isEmpty()) {
      return "unexpected argument '" + argument + "'";
    }
    return "unknown command '"
        + argument
        + "'"
        + Nearest.hint(argument, command.getSubcommands().keySet());
  }

  /** A command threw. */
  int failed(Exception thrown, CommandLine command, ParseResult parsed) {
    if (thrown instanceof UsageException
        || thrown instanceof ConfigException
        || thrown instanceof DataDirectoryException) {
      tell(String.valueOf(thrown.getMessage()));
      return ExitCode.USAGE;
    }
    return unexpected(thrown);
  }

  /** Something that should not happen. */
  int unexpected(Throwable thrown) {
    tell("gater: " + inOneLine(thrown));
    if (shell.debugs()) {
      thrown.printStackTrace(shell.err());
    } else {
      tell("gater: this is a fault in Gater; GATER_DEBUG=1 shows where");
    }
    shell.err().flush();
    return ExitCode.FAILURES;
  }

  /** What was thrown, in words for a user. */
  static String inOneLine(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory; more can be given with GATER_JAVA_OPTS=-Xmx2g";
    }
    String message = thrown.getMessage();
    return Notices.printable(
        message == null || message.isBlank()
            ? thrown.getClass().getSimpleName()
            : thrown.getClass().getSimpleName() + ": " + message);
  }

  private void tell(String line) {
    shell.err().println(Notices.printable(line));
    shell.err().flush();
  }
}
