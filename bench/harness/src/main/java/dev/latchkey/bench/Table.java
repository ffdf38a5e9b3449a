package dev.latchkey.bench;

import java.util.ArrayList;
import java.util.List;

/** Rows under a head, as Markdown or CSV. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... head) {
    rows.add(List.of(head));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  String markdown() {
    var text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|").append("---|".repeat(rows.get(0).size())).append("\n");
      }
    }
    return text.toString();
  }

  /** No cell has a comma. */
  String csv() {
    var text = new StringBuilder();
    rows.forEach(row -> text.append(String.join(",", row)).append("\n"));
    return text.toString();
  }
}
