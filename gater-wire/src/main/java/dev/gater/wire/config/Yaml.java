package dev.gater.wire.config;

import dev.gater.ConfigException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML text as a tree that knows its lines. The tree is read by what is expected at each place,
 * never built into objects: so anchors that refer to each other a billion times cost nothing.
 */
final class Yaml {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(Integer.MAX_VALUE)
          .setAllowNonScalarKeys(true) // they are refused with their line, like all that is no key
          .build();

  private Yaml() {}

  /**
   * The tree; null where there is nothing but comments.
   *
   * @throws ConfigException if it is not one YAML document
   */
  static @Nullable YamlValue parse(Origin origin, String text) {
    try {
      var parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
      return new Composer(SETTINGS, parser)
          .getSingleNode()
          .map(node -> new YamlValue(origin, node))
          .orElse(null);
    } catch (MarkedYamlEngineException thrown) {
      Optional<Mark> mark = thrown.getProblemMark().or(thrown::getContextMark);
      throw new ConfigException(
          origin.at(mark.map(m -> m.getLine() + 1).orElse(1)) + ": " + reason(thrown), thrown);
    } catch (ReaderException thrown) {
      int line =
          1 + (int) text.codePoints().limit(thrown.getPosition()).filter(c -> c == '\n').count();
      throw new ConfigException(
          String.format(
              "%s: not YAML: the character U+%04X is not allowed",
              origin.at(line), thrown.getCodePoint()),
          thrown);
    } catch (YamlEngineException thrown) {
      throw new ConfigException(
          origin.at(1) + ": not YAML: " + oneLine(thrown.getMessage()), thrown);
    } catch (StackOverflowError tooDeep) { // the parser has no limit of its own
      throw new ConfigException(origin.at(1) + ": not YAML: nested too deep", tooDeep);
    }
  }

  private static String reason(MarkedYamlEngineException thrown) {
    String problem = oneLine(thrown.getProblem());
    if (problem.contains("(TAB)")) {
      return "not YAML: a tab can't indent or begin anything; use spaces";
    }
    if (problem.contains("another document")) {
      return "more than one YAML document; leave one";
    }
    String context = oneLine(thrown.getContext());
    return "not YAML: " + (context.isEmpty() ? problem : context + ", " + problem);
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("\\s+", " ");
  }

  /** Where YAML text comes from, for error messages. */
  interface Origin {
    /** The place of that line, from 1. */
    String at(int line);

    /** The place of a node. */
    default String of(Node node) {
      return at(node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
    }
  }
}
