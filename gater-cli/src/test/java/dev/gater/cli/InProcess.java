package dev.gater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gater.wire.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the command in this JVM, with streams of the test's own. */
final class InProcess {
  /** Where the repository keeps its inputs; tests run in the module's folder. */
  static final Path EXAMPLES = Path.of("..", "examples");

  private static final Pattern SUBSCRIPTION = Pattern.compile("^\\{\"subscription\":\"([^\"]*)\"");

  /** What a command left behind. */
  record Result(int code, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }

    /** The value of {@code subscription} of each line on stdout. */
    List<String> subscriptions() {
      return lines().stream().map(InProcess::subscription).toList();
    }

    /** The lines on stderr before the table or the JSON object. */
    List<String> complaints() {
      return err.lines().takeWhile(line -> !line.startsWith("instance ")).toList();
    }

    /** The row of the table that begins so, its cells apart. */
    List<String> row(String name) {
      return err.lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> List.of(line.split(" {2,}")))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no row " + name + " in\n" + err));
    }

    /** The JSON object at the end of stderr. */
    @SuppressWarnings("unchecked")
    Map<String, Object> summary() {
      return (Map<String, Object>) json(err.lines().toList().getLast());
    }
  }

  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();
  private boolean inIsTerminal;
  private boolean outIsTerminal;
  private boolean errIsTerminal;
  private final Map<String, String> environment = new HashMap<>();
  private Interrupts interrupts = Interrupts.none();

  static InProcess with() {
    return new InProcess();
  }

  InProcess input(String text) {
    return input(text.getBytes(UTF_8));
  }

  InProcess input(byte[] bytes) {
    return input(new ByteArrayInputStream(bytes));
  }

  InProcess input(InputStream stream) {
    in = stream;
    return this;
  }

  InProcess output(OutputStream stream) {
    out = stream;
    return this;
  }

  InProcess errors(ByteArrayOutputStream stream) {
    err = stream;
    return this;
  }

  InProcess inputIsTerminal() {
    inIsTerminal = true;
    return this;
  }

  InProcess outputIsTerminal() {
    outIsTerminal = true;
    return this;
  }

  InProcess errorsAreTerminal() {
    errIsTerminal = true;
    return this;
  }

  InProcess environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  InProcess interrupts(Interrupts source) {
    interrupts = source;
    return this;
  }

  Result gater(String... args) {
    Shell shell =
        new Shell(
            in,
            out,
            new PrintStream(err, false, UTF_8),
            inIsTerminal,
            outIsTerminal,
            errIsTerminal,
            environment,
            interrupts);
    int code = Main.run(shell, args);
    String printed = out instanceof ByteArrayOutputStream bytes ? bytes.toString(UTF_8) : "";
    return new Result(code, printed, err.toString(UTF_8));
  }

  static String subscription(String line) {
    Matcher matcher = SUBSCRIPTION.matcher(line);
    if (!matcher.find()) {
      throw new AssertionError("not a delivery: " + line);
    }
    return matcher.group(1);
  }

  static Object json(String line) {
    Object value = Json.read(line.getBytes(UTF_8));
    if (value == null) {
      throw new AssertionError("null");
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(String line) {
    return (Map<String, Object>) json(line);
  }

  /** A publication whose data is a number. */
  static String line(String instance, String topic, int number) {
    return "{\"instance\":\"%s\",\"topic\":\"%s\",\"type\":\"t\",\"data\":%d}\n"
        .formatted(instance, topic, number);
  }
}
