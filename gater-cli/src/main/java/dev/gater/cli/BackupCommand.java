package dev.gater.cli;

import dev.gater.log.DataDirectory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gater backup}: copies a data directory that no node has open. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = GaterCommand.Version.class,
    sortOptions = false,
    header = "Copy a data directory.",
    description = {
      "",
      "Copies what 'gater run --data' or a program keeps in DIR into TARGET, and opens the copy once"
          + " to be sure that it can be. DIR stays as it is.",
      "",
      "To restore, name the copy as the data directory: nothing has to be put back. It goes on in a"
          + " new epoch, so that readers who know messages from after the backup are told.",
      "",
      "On the same disk files that do not change are shared, and take no further room. What is to"
          + " outlive the disk has to be copied elsewhere from TARGET.",
      "",
      "While a node has DIR open, only that node can copy it: Gater.backup(Path) in its program.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gater backup history /backup/monday",
      "  gater log --data /backup/monday                                      what is in it",
      "  gater run /dev/null --data /backup/monday --from beginning           read it",
      "",
      "Exit codes:",
      "  0    TARGET is a whole copy",
      "  2    usage error, or one of the directories can't be used"
    })
final class BackupCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "DIR", description = "The data directory.")
  private String directory = "";

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description = "Where the copy goes: a directory that is not there yet, or empty.")
  private String target = "";

  BackupCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Path from = Directories.named("DIR", directory);
    Path to = Directories.named("TARGET", target);
    if (to.toAbsolutePath().normalize().startsWith(from.toAbsolutePath().normalize())) {
      throw new UsageException(target + ": is within " + directory + "; name one that is not");
    }
    try (DataDirectory data = DataDirectory.open(from)) {
      data.backup(to);
    }
    shell.err().println(Notices.printable(target + ": a copy of " + directory));
    shell.err().flush();
    return ExitCode.DONE;
  }
}
