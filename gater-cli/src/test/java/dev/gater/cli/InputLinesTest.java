package dev.gater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gater.cli.InputLines.Next;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InputLinesTest {

  /** Gives as many bytes at a time as the random numbers say. */
  private static InputStream inPieces(byte[] bytes, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int most = random.nextBoolean() ? 3 : 100_000;
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
      }
    };
  }

  private static List<String> read(InputLines lines, Random random) throws IOException {
    List<String> all = new ArrayList<>();
    for (Next next = lines.next(); next != Next.END; next = lines.next()) {
      String text =
          next == Next.TOO_LONG
              ? "too long"
              : new String(lines.bytes(), lines.offset(), lines.length(), UTF_8);
      all.add(lines.number() + ":" + text);
      if (random.nextBoolean()) {
        boolean ahead = lines.hasNext();
        assertThat(lines.hasNext()).isEqualTo(ahead);
      }
    }
    return all;
  }

  @Test
  void whateverThePiecesTheLinesAreThose() throws IOException {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      List<String> expected = new ArrayList<>();
      for (int line = 1; line <= 200; line++) {
        String content = random.nextInt(4) == 0 ? "" : "ü".repeat(1 + random.nextInt(5_000));
        text.append(content).append(random.nextBoolean() ? "\r\n" : "\n");
        if (!content.isEmpty()) {
          expected.add(line + ":" + content);
        }
      }
      text.append("last");
      expected.add("201:last");
      byte[] bytes = text.toString().getBytes(UTF_8);
      InputLines lines = new InputLines(inPieces(bytes, random));

      assertThat(read(lines, random)).as("seed " + seed).isEqualTo(expected);
      assertThat(lines.bytesRead()).isEqualTo(bytes.length);
    }
  }

  @Test
  void theLongestLineIsReadAndOneByteMoreIsNot() throws IOException {
    byte[] bytes = new byte[2 * InputLines.LONGEST + 6];
    java.util.Arrays.fill(bytes, (byte) 'x');
    bytes[InputLines.LONGEST] = '\n';
    bytes[2 * InputLines.LONGEST + 2] = '\n';
    InputLines lines = new InputLines(new ByteArrayInputStream(bytes));

    assertThat(lines.next()).isEqualTo(Next.LINE);
    assertThat(lines.length()).isEqualTo(InputLines.LONGEST);
    assertThat(lines.next()).isEqualTo(Next.TOO_LONG);
    assertThat(lines.number()).isEqualTo(2);
    assertThat(lines.next()).isEqualTo(Next.LINE);
    assertThat(lines.length()).isEqualTo(3);
    assertThat(lines.next()).isEqualTo(Next.END);
  }

  @Test
  void aLineTooLongAtTheEndIsReportedToo() throws IOException {
    InputLines lines =
        new InputLines(new ByteArrayInputStream(new byte[InputLines.LONGEST + 1_000_000]));

    assertThat(lines.next()).isEqualTo(Next.TOO_LONG);
    assertThat(lines.next()).isEqualTo(Next.END);
  }

  @Test
  void theMemoryOfALongLineIsLetGo() throws IOException {
    byte[] bytes = new byte[InputLines.LONGEST];
    java.util.Arrays.fill(bytes, (byte) 'x');
    bytes[8 << 20] = '\n';
    for (int i = (8 << 20) + 100; i < bytes.length; i += 100) {
      bytes[i] = '\n';
    }
    InputLines lines = new InputLines(new ByteArrayInputStream(bytes));
    lines.next();
    assertThat(lines.bytes().length).isGreaterThan(8 << 20);
    while (lines.next() == Next.LINE) {
      // On to the end.
    }
    assertThat(lines.bytes().length).isLessThan(1 << 20);
  }
}
