package dev.gater.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gater} itself, which does nothing without one of its commands. */
@Command(
    name = "gater",
    mixinStandardHelpOptions = true,
    versionProvider = GaterCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Ten dedicated publish/subscribe instances instead of one bus.",
    footerHeading = "%n",
    footer = {
      "'gater COMMAND --help' tells more about a command.",
      "",
      "Exit codes: 0 done, 1 the work had failures, 2 usage or configuration error, 130 interrupted."
    })
final class GaterCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one here

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    throw new ParameterException(
        command, "a command is missing; there are: " + String.join(", ", names(command)));
  }

  private static Iterable<String> names(CommandLine command) {
    return command.getSubcommands().keySet();
  }

  /** The version that the build wrote into the module or the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"gater " + text()};
    }

    private static String text() {
      var descriptor = Main.class.getModule().getDescriptor();
      if (descriptor != null && descriptor.rawVersion().isPresent()) {
        return descriptor.rawVersion().get();
      }
      String ofJar = Main.class.getPackage().getImplementationVersion();
      return ofJar == null ? "(not from a jar)" : ofJar;
    }
  }
}
