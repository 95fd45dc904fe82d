package dev.gater.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text; the first column is on the left, as is the last if it says so, others right. */
final class Table {
  private final List<String> head;
  private final boolean lastIsWords;
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> head, boolean lastIsWords) {
    this.head = List.copyOf(head);
    this.lastIsWords = lastIsWords;
  }

  void add(List<String> row) {
    if (row.size() != head.size()) {
      throw new IllegalArgumentException(row + " does not fit " + head);
    }
    rows.add(List.copyOf(row));
  }

  private boolean onTheLeft(int column) {
    return column == 0 || (lastIsWords && column == head.size() - 1);
  }

  /** For a terminal: columns with two blanks between them. */
  String text() {
    int[] widths = new int[head.size()];
    measure(widths, head);
    rows.forEach(row -> measure(widths, row));
    StringBuilder text = new StringBuilder();
    line(text, widths, head);
    rows.forEach(row -> line(text, widths, row));
    return text.toString();
  }

  private static void measure(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private void line(StringBuilder text, int[] widths, List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      String blanks = " ".repeat(widths[i] - cell.length());
      line.append("  ").append(onTheLeft(i) ? cell + blanks : blanks + cell);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  /** For the documentation. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    row(text, head);
    text.append('|');
    for (int i = 0; i < head.size(); i++) {
      text.append(onTheLeft(i) ? "---|" : "--:|");
    }
    text.append('\n');
    rows.forEach(row -> row(text, row));
    return text.toString();
  }

  private static void row(StringBuilder text, List<String> row) {
    text.append('|');
    row.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    text.append('\n');
  }
}
