package dev.gater.cli;

import java.util.List;

/** Cells in aligned columns: the first and the last to the left, those between to the right. */
final class Table {
  static final String BOLD = "\u001b[1m";
  static final String YELLOW = "\u001b[33m";
  static final String PLAIN = "\u001b[0m";

  private Table() {}

  /** A line for each row; all rows have as many cells. */
  static List<String> lines(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      String space = " ".repeat(widths[i] - cell.length());
      boolean left = i == 0 || i == widths.length - 1;
      line.append(i == 0 ? "" : "  ").append(left ? cell + space : space + cell);
    }
    return line.toString().stripTrailing();
  }

  /** The text in that colour, or as it is for none. */
  static String in(String colour, String text) {
    return colour.isEmpty() ? text : colour + text + PLAIN;
  }
}
