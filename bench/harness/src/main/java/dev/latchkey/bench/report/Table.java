package dev.latchkey.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Rows under a head, as Markdown, where columns of numbers stand to the right, or as CSV. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... head) {
    this(List.of(head));
  }

  public Table(List<String> head) {
    rows.add(List.copyOf(head));
  }

  public void row(String... cells) {
    row(List.of(cells));
  }

  public void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  public String markdown() {
    var text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|");
        for (int column = 0; column < rows.get(0).size(); column++) {
          text.append(isOfNumbers(column) ? "--:|" : "---|");
        }
        text.append("\n");
      }
    }
    return text.toString();
  }

  private boolean isOfNumbers(int column) {
    return rows.stream().skip(1).allMatch(row -> row.get(column).matches("[-–]?[0-9].*|–"));
  }

  public String csv() {
    var text = new StringBuilder();
    for (var row : rows) {
      text.append(String.join(",", row.stream().map(Table::quoted).toList())).append("\n");
    }
    return text.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("[^,\"\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
