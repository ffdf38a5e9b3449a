package dev.latchkey.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of results in Markdown. Its prose is wrapped, its tables are not. */
public final class Page {

  private static final int WIDTH = 120;

  private final StringBuilder text;

  public Page(String title) {
    text = new StringBuilder("# ").append(title).append("\n");
  }

  public Page heading(String heading) {
    text.append("\n## ").append(heading).append("\n");
    return this;
  }

  public Page paragraph(String prose) {
    text.append("\n").append(wrapped(prose)).append("\n");
    return this;
  }

  public Page table(Table table) {
    text.append("\n").append(table.markdown());
    return this;
  }

  /**
   * @param description for those who do not see the chart
   * @param name of the SVG file, which bench/charts/draw makes from the CSV file of the same name
   */
  public Page chart(String description, String name) {
    text.append("\n![%s](%s.svg)\n".formatted(description, name));
    return this;
  }

  /** Writes the page, and the CSV file beside it. */
  public void write(Path folder, String name, Table csv) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".md"), text);
    Files.writeString(folder.resolve(name + ".csv"), csv.csv());
    System.out.println(text);
  }

  private static String wrapped(String prose) {
    var lines = new StringBuilder();
    int column = 0;
    for (String word : prose.strip().split("\\s+")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append("\n");
        column = 0;
      } else if (column > 0) {
        lines.append(" ");
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
