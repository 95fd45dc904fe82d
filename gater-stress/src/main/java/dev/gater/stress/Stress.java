package dev.gater.stress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs tests under jcstress, which runs each in a JVM of its own: {@code [--long] [NAME…]}, where a
 * name is a part of a test's. What jcstress says goes to {@code target/stress}. Exit code 0 if all
 * held, 1 if not, 2 if asked for something that there is not.
 */
public final class Stress {
  private static final Path FOLDER = Path.of("target", "stress");
  private static final String HELD = "[OK] ";

  /** What follows says all again. */
  private static final String SUMMARY = "RUN RESULTS";

  private Stress() {}

  /** As said above. */
  public static void main(String[] args) {
    List<String> names = new ArrayList<>(List.of(args));
    Length length = names.remove("--long") ? Length.LONG : Length.SHORT;
    SortedSet<String> chosen = all();
    chosen.removeIf(test -> !names.isEmpty() && names.stream().noneMatch(test::contains));
    if (chosen.isEmpty()) {
      System.err.println(
          "No test is named like " + names + ". There are:\n  " + String.join("\n  ", all()));
      System.exit(2);
    }
    boolean held = true;
    for (Fence fence : Fence.values()) {
      Collection<String> broken = broken(chosen, fence, length, System.out::println);
      broken.forEach(test -> System.out.println("BROKEN " + test));
      held &= broken.isEmpty();
    }
    System.out.println(held ? "All held." : "Not all held: see " + FOLDER.toAbsolutePath());
    System.exit(held ? 0 : 1);
  }

  /** The names of all tests. */
  static SortedSet<String> all() {
    return new TreeSet<>(TestList.tests());
  }

  /**
   * Runs those of the tests that have something to say on a fence.
   *
   * @param results is given each test's results, line by line
   * @return the tests that saw what is forbidden, or did not run to their end
   */
  static Collection<String> broken(
      Collection<String> tests, Fence fence, Length length, Consumer<String> results) {
    SortedSet<String> asked =
        tests.stream().filter(fence::matters).collect(Collectors.toCollection(TreeSet::new));
    if (asked.isEmpty()) {
      return asked;
    }
    results.accept("Fence: " + fence);
    SortedSet<String> broken = new TreeSet<>(asked);
    boolean[] summed = {false};
    boolean held =
        run(
            command(asked, fence, length),
            fence,
            line -> {
              int named = line.indexOf(HELD);
              if (named >= 0) {
                broken.remove(line.substring(named + HELD.length()).strip());
              }
              summed[0] |= line.startsWith(SUMMARY);
              if (!summed[0] && isResult(line)) {
                results.accept(line);
              }
            });
    return held || !broken.isEmpty() ? broken : asked;
  }

  private static List<String> command(Collection<String> tests, Fence fence, Length length) {
    String selector =
        tests.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"));
    Stream<String> jvm =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    Stream<String> what = Stream.of("-t", selector, "-r", fence + "-report");
    Stream<String> where = fence.binds() ? Stream.empty() : Stream.of("-af", "NONE");
    return Stream.of(jvm, what, where, length.options(fence.jvmOption()))
        .flatMap(part -> part)
        .toList();
  }

  /** Says whether jcstress is content. */
  private static boolean run(List<String> command, Fence fence, Consumer<String> lines) {
    String name = fence.name().toLowerCase(Locale.ROOT) + ".log";
    try {
      Files.createDirectories(FOLDER);
      Process jcstress =
          new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
      try (BufferedReader said = jcstress.inputReader();
          PrintWriter log = new PrintWriter(Files.newBufferedWriter(FOLDER.resolve(name)))) {
        said.lines().peek(log::println).forEach(lines);
        return jcstress.waitFor() == 0;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        jcstress.destroy();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A test's name with how it went, or a row of its outcomes. */
  private static boolean isResult(String line) {
    return Stream.of("] dev.gater.", "  Acceptable  ", "  Forbidden  ").anyMatch(line::contains);
  }
}
