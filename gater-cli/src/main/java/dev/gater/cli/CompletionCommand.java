package dev.gater.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gater completion}: what makes a shell complete Gater's commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = GaterCommand.Version.class,
    header = "Print a completion script for bash and zsh.",
    footerHeading = "%nFor this shell:%n",
    footer = "  source <(gater completion)")
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one here

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("gater", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }
}
