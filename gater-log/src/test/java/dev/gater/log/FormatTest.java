package dev.gater.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gater.DataDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data directory says of its own form. */
class FormatTest {
  @TempDir private Path directory;

  @Test
  void aNewDirectoryIsOfTodaysFormat() throws IOException {
    new Format(List.of()).check(directory);

    assertThat(Files.readString(directory.resolve("gater-data")))
        .isEqualTo("gater data directory, format 1\n");
    assertThatCode(() -> new Format(List.of()).check(directory)).doesNotThrowAnyException();
  }

  @Test
  void aNewerOneIsRefusedAndLeftAsItIs() throws IOException {
    new Format(List.of(_ -> {})).check(directory);

    assertThatThrownBy(() -> new Format(List.of()).check(directory))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("newer Gater (format 2, and this one knows 1)");
    assertThat(Files.readString(directory.resolve("gater-data"))).contains("format 2");
  }

  @Test
  void anOlderOneIsBroughtUpToDateStepByStep() throws IOException {
    new Format(List.of()).check(directory);
    Format today =
        new Format(
            List.of(
                folder -> Files.writeString(folder.resolve("main"), "1"),
                folder ->
                    Files.writeString(
                        folder.resolve("main"), Files.readString(folder.resolve("main")) + "2")));

    today.check(directory);
    today.check(directory);

    assertThat(Files.readString(directory.resolve("main"))).isEqualTo("12");
    assertThat(Files.readString(directory.resolve("gater-data"))).contains("format 3");
  }

  @Test
  void aMigrationThatFailsIsDoneAgain() throws IOException {
    new Format(List.of()).check(directory);
    Format failing =
        new Format(
            List.of(_ -> {
              throw new IOException("no room");
            }));

    assertThatThrownBy(() -> failing.check(directory))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("no room");
    assertThat(Files.readString(directory.resolve("gater-data"))).contains("format 1");
  }

  @Test
  void aDirectoryWithSomethingElseIsNotTaken() throws IOException {
    Files.writeString(directory.resolve("letter.txt"), "mine");

    assertThatThrownBy(() -> new Format(List.of()).check(directory))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("is no data directory, and not empty (letter.txt)");
  }
}
