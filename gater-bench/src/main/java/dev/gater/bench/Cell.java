package dev.gater.bench;

import dev.gater.bench.peer.Contender;
import dev.gater.bench.workload.Scenario;
import dev.gater.bench.workload.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The main class of a JVM that measures one contender under one workload. It runs a round for each
 * line {@code round NANOS} on its standard input and answers with a line of figures. When the input
 * ends it ends at once, whatever is under way, so that it never outlives who started it.
 */
final class Cell {
  /** What an answer begins with; all other output is the contender's. */
  static final String MARK = "gater-bench: ";

  static final String READY = "ready";
  static final String FIGURES = "figures ";
  static final String FAILED = "failed ";
  static final String ROUND = "round ";

  private Cell() {}

  public static void main(String[] args) throws InterruptedException {
    Contender contender = Contender.find(args[0]).orElseThrow();
    Scenario scenario = Scenario.find(args[1]).orElseThrow();
    PrintStream out = System.out;
    // What a library prints must not end up between the answers.
    System.setOut(System.err);
    BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().name("orders").start(() -> read(orders));
    answer(out, READY);
    while (true) {
      String order = orders.take();
      answer(out, carryOut(order, contender, scenario.workload()));
    }
  }

  private static void read(BlockingQueue<String> orders) {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        orders.add(line);
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(0);
  }

  private static String carryOut(String order, Contender contender, Workload workload) {
    try {
      long nanos = Long.parseLong(order.substring(ROUND.length()));
      return FIGURES + workload.round(contender, Duration.ofNanos(nanos)).line();
    } catch (Throwable thrown) { // told to who asked, whatever it is
      thrown.printStackTrace();
      return FAILED + String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    }
  }

  private static void answer(PrintStream out, String answer) {
    out.println(MARK + answer);
    out.flush();
  }
}
