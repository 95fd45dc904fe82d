package dev.gater.cli;

import dev.gater.log.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gater log}: what a data directory holds. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    versionProvider = GaterCommand.Version.class,
    sortOptions = false,
    header = "Show what a data directory holds: sizes, ranges, topics, compaction.",
    description = {
      "",
      "For each instance the messages that are kept, their bytes, the numbers and times of the oldest"
          + " and the newest, epochs, topics and the topic with most messages. Then what the files"
          + " take on the disk, and how much of them is still to be compacted.",
      "",
      "Nothing is changed. A node must not have the directory open meanwhile; one that does can make"
          + " a copy to look at: Gater.backup(Path) in its program.",
      ""
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    shown, also where the reader of stdout has gone",
      "  1    the output failed",
      "  2    usage error, or the directory can't be used"
    })
final class LogCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The directory.")
  private String directory = "";

  @Option(names = "--json", description = "One JSON object instead of the tables.")
  private boolean json;

  LogCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    String text;
    try (DataDirectory data = DataDirectory.open(Directories.named("--data", directory))) {
      Holdings holdings = new Holdings(directory, data.instances(), data.files());
      text = json ? holdings.json() + "\n" : holdings.text(shell.outInColour());
    }
    try {
      shell.out().write(text.getBytes(StandardCharsets.UTF_8));
      shell.out().flush();
      return ExitCode.DONE;
    } catch (IOException refused) {
      if (BrokenPipe.is(refused)) {
        return ExitCode.DONE;
      }
      shell.err().println("gater log: can't write to stdout: " + Input.reason(refused));
      shell.err().flush();
      return ExitCode.FAILURES;
    }
  }
}
