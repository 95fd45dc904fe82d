package dev.gater.log.kill;

import dev.gater.Position;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Plays directories, one after the other, each with so many kills; the first is drawn from the seed
 * given, the next from the number after it. When a process is killed is drawn, as are the choices
 * it makes; how its threads go is not.
 */
public final class Kills {
  private static final int A_DIRECTORY = 20;
  private static final int DEFAULT_KILLS = 1000;
  private static final int FINAL_LIVES = 2;

  private final PrintStream out;
  private final Path base;
  private final Tally tally = new Tally();
  private final Faults faults = new Faults();

  /** Directories are made in {@code base}; what holds is removed. */
  Kills(PrintStream out, Path base) {
    this.out = out;
    this.base = base;
  }

  /** Kills so often, or until something does not hold; says what. */
  List<String> play(int kills, long firstSeed) throws IOException {
    out.printf("kill: seed %d, %d kills%n", firstSeed, kills);
    long seed = firstSeed;
    for (int left = kills; left > 0 && !faults.any(); left -= A_DIRECTORY) {
      Path directory = Files.createDirectory(base.resolve("seed" + seed));
      play(directory, Math.min(left, A_DIRECTORY), seed);
      out.printf("kill: seed %d: %s%n", seed, tally);
      if (!faults.any()) {
        remove(directory);
      }
      seed++;
    }
    return faults.all();
  }

  Tally tally() {
    return tally;
  }

  private void play(Path directory, int kills, long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, Book> books = new LinkedHashMap<>();
    Scene.INSTANCES.forEach(name -> books.put(name, new Book(name, faults, tally)));
    for (int i = 0; i < kills + FINAL_LIVES && !faults.any(); i++) {
      faults.in("seed " + seed + ", process " + i);
      try (Life life = new Life(directory, arguments(i, random.nextLong(), books))) {
        boolean asMeant = i < kills ? kill(life, random) : finish(life);
        if (!asMeant) {
          faults.add("it ended of itself, or nothing happened for long: %s", life.errors());
        }
        reckon(life.said(), books);
      }
    }
  }

  private static List<String> arguments(int life, long seed, Map<String, Book> books) {
    List<String> arguments = new ArrayList<>(List.of("l" + life, Long.toString(seed)));
    books.forEach((name, book) -> {
      Position last = book.lastRead();
      if (last != null) {
        arguments.add(name + '=' + last);
      }
    });
    return arguments;
  }

  /** While it opens, soon after, or once so much was confirmed. */
  private boolean kill(Life life, Random random) throws IOException {
    tally.kills++;
    boolean asMeant =
        switch (random.nextInt(8)) {
          case 0 -> life.listen(line -> line.word() == Word.OPENING, 1);
          case 1 -> life.listen(_ -> true, 1 + random.nextInt(2_000));
          default -> life.listen(line -> line.word() == Word.KEPT, 1 + random.nextInt(3_000));
        };
    boolean opening = life.said().size() == 1;
    life.kill(random.nextLong(TimeUnit.MILLISECONDS.toNanos(opening ? 300 : 20)));
    return asMeant;
  }

  private static boolean finish(Life life) throws IOException {
    return life.listen(line -> line.word() == Word.KEPT, 100) && life.finish();
  }

  private void reckon(List<Line> said, Map<String, Book> books) {
    books.values().forEach(Book::begin);
    for (Line line : said) {
      switch (line.word()) {
        case OPENING, CLOSED -> {}
        case READY -> books.values().forEach(Book::checkFound);
        case DRAINED -> books.values().forEach(Book::checkDrained);
        default -> books.get(line.instance()).take(line);
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** {@code [--kills N] [--seed S]}. */
  public static void main(String[] arguments) throws IOException {
    int kills = DEFAULT_KILLS;
    long seed = System.nanoTime() & 0xFFFF_FFFFL;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        usage();
      }
      switch (arguments[i]) {
        case "--kills" -> kills = Integer.parseInt(arguments[i + 1]);
        case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
        default -> usage();
      }
    }
    Path base = Files.createTempDirectory("gater-kill");
    Kills play = new Kills(System.err, base);
    List<String> faults = play.play(kills, seed);
    faults.forEach(fault -> System.err.println("kill: " + fault));
    if (faults.isEmpty()) {
      Files.delete(base);
    } else {
      System.err.println("kill: the directory is left in " + base);
    }
    System.err.printf(
        "kill: %s (seed %d): %s%n", faults.isEmpty() ? "all held" : "FAILED", seed, play.tally());
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private static void usage() {
    System.err.println("usage: scripts/kill [--kills N] [--seed S]");
    System.exit(2);
  }
}
