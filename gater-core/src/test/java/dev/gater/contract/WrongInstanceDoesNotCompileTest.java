package dev.gater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A typed event on the wrong instance is an error of the compiler, not of a running system. */
class WrongInstanceDoesNotCompileTest {
  private static final String PROGRAM =
      """
      import dev.gater.Gater;
      import dev.gater.event.SubscriptionHealth;

      class Program {
        static void run(Gater gater) {
          gater.%s.publish(
              new SubscriptionHealth("s", "n", SubscriptionHealth.State.CLOSED));
        }
      }
      """;

  @TempDir Path classes;

  @Test
  void theRightInstanceCompiles() {
    assertThat(errors("health()")).isEmpty();
  }

  @Test
  void theWrongInstanceDoesNot() {
    assertThat(errors("metrics()")).singleElement().satisfies(this::isAboutThePublication);
  }

  @Test
  void anInstanceByNameTakesNoTypedEvents() {
    assertThat(errors("instance(\"health\")"))
        .singleElement()
        .satisfies(this::isAboutThePublication);
  }

  private void isAboutThePublication(Diagnostic<? extends JavaFileObject> error) {
    assertThat(error.getLineNumber()).isEqualTo(7);
    assertThat(error.getMessage(Locale.ROOT)).contains("SubscriptionHealth");
  }

  private List<Diagnostic<? extends JavaFileObject>> errors(String instance) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return PROGRAM.formatted(instance);
          }
        };
    List<String> options =
        List.of(
            "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    compiler.getTask(null, null, diagnostics, options, null, List.of(source)).call();
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .toList();
  }
}
