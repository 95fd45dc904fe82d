package dev.gater.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Where {@code gater} begins. */
public final class Main {
  private static final int WIDTH = 100;

  private Main() {}

  /** Runs the command and ends the JVM with its {@linkplain ExitCode exit code}. */
  public static void main(String[] args) {
    System.exit(run(Shell.ofProcess(), args));
  }

  /** Runs the command in that shell; answers with the exit code and never throws. */
  static int run(Shell shell, String... args) {
    PrintWriter out = new PrintWriter(shell.out(), false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(shell.err(), true, StandardCharsets.UTF_8);
    Failures failures = new Failures(shell);
    CommandLine command =
        new CommandLine(new GaterCommand())
            .addSubcommand(new RunCommand(shell))
            .addSubcommand(new CertifyCommand(shell))
            .addSubcommand(new LogCommand(shell))
            .addSubcommand(new BackupCommand(shell))
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new CommandLine.HelpCommand())
            .setUsageHelpWidth(WIDTH)
            .setColorScheme(Help.defaultColorScheme(shell.outInColour() ? Ansi.ON : Ansi.OFF))
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(failures::wrongUsage)
            .setExecutionExceptionHandler(failures::failed);
    try {
      return command.execute(args);
    } catch (RuntimeException | Error unexpected) { // picocli's own, or an Error of a command
      return failures.unexpected(unexpected);
    } finally {
      out.flush();
      err.flush();
    }
  }
}
