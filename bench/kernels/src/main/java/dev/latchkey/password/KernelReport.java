package dev.latchkey.password;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The medians as Markdown, CSV (with the extremes) and a bar chart. */
final class KernelReport {

  /** The column of what is not Java; shown under every JDK. */
  static final String NATIVE = "native";

  private static final String ELYTRON = "Elytron 2.8.4";
  private static final int BAR_HEIGHT = 14;
  private static final int LABEL_WIDTH = 220;
  private static final int PLOT_WIDTH = 520;
  private static final List<String> COLOURS = List.of("#3b6ea8", "#e08a2e", "#5a9e5a", "#999999");

  private final Map<String, Map<String, List<Double>>> samples;
  private final int rounds;
  private final int cost;
  private final List<String> columns;
  private final List<String> names;

  KernelReport(Map<String, Map<String, List<Double>>> samples, int rounds, int cost) {
    this.samples = samples;
    this.rounds = rounds;
    this.cost = cost;
    Set<String> all = new LinkedHashSet<>();
    samples.values().forEach(byColumn -> all.addAll(byColumn.keySet()));
    all.remove(NATIVE);
    this.columns = List.copyOf(all);
    this.names =
        samples.keySet().stream()
            .sorted(
                Comparator.comparingDouble((String name) -> median(name, columns.get(0)))
                    .reversed())
            .toList();
  }

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("kernels.md"), markdown());
    Files.writeString(folder.resolve("kernels.csv"), csv());
    Files.writeString(folder.resolve("kernels.svg"), svg());
  }

  private String title() {
    return "bcrypt, cost %d: CPU milliseconds per hash on one core".formatted(cost);
  }

  private String markdown() throws IOException {
    StringBuilder out = new StringBuilder("# " + title() + "\n\n");
    out.append(
        "Machine: %s. %s. Medians of %d rounds in turn, one thread, %s.\n\n"
            .formatted(machine(), String.join(", ", columns), rounds, LocalDate.now()));
    out.append("| implementation |");
    columns.forEach(column -> out.append(" %s | &times; Elytron |".formatted(column)));
    out.append("\n|---|").append("--:|--:|".repeat(columns.size())).append('\n');
    for (String name : names) {
      out.append("| ").append(name).append(" |");
      for (String column : columns) {
        double median = median(name, column);
        out.append(format(" %.1f | %.2f |", median, median(ELYTRON, column) / median));
      }
      out.append('\n');
    }
    return out.append("\n![CPU milliseconds per hash](kernels.svg)\n").toString();
  }

  private String csv() {
    StringBuilder out =
        new StringBuilder("implementation,platform,cost,rounds,median_ms,min_ms,max_ms\n");
    for (String name : names) {
      samples
          .get(name)
          .forEach(
              (column, values) ->
                  out.append(
                      format(
                          "\"%s\",\"%s\",%d,%d,%.3f,%.3f,%.3f\n",
                          name,
                          column,
                          cost,
                          values.size(),
                          median(name, column),
                          values.stream().min(Double::compare).orElseThrow(),
                          values.stream().max(Double::compare).orElseThrow())));
    }
    return out.toString();
  }

  private String svg() throws IOException {
    int group = BAR_HEIGHT * columns.size() + 8;
    int height = 60 + group * names.size() + 20 * columns.size();
    double most =
        names.stream()
            .flatMapToDouble(name -> columns.stream().mapToDouble(column -> median(name, column)))
            .max()
            .orElseThrow();
    StringBuilder out =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">\n"
                    .formatted(LABEL_WIDTH + PLOT_WIDTH + 70, height));
    out.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    out.append("<text x=\"10\" y=\"20\" font-size=\"15\">%s</text>\n".formatted(title()));
    out.append(
        "<text x=\"10\" y=\"38\" fill=\"#555\">%s; medians of %d rounds</text>\n"
            .formatted(machine(), rounds));
    int y = 52;
    for (String name : names) {
      out.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
              .formatted(LABEL_WIDTH - 8, y + group / 2, name));
      for (int i = 0; i < columns.size(); i++) {
        double median = median(name, columns.get(i));
        int width = (int) Math.round(median / most * PLOT_WIDTH);
        int top = y + i * BAR_HEIGHT;
        out.append(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
                .formatted(
                    LABEL_WIDTH, top, width, BAR_HEIGHT - 2, COLOURS.get(i % COLOURS.size())));
        out.append(
            format(
                "<text x=\"%d\" y=\"%d\">%.1f</text>\n",
                LABEL_WIDTH + width + 5, top + 11, median));
      }
      y += group;
    }
    for (int i = 0; i < columns.size(); i++) {
      out.append(
          "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>"
              + "<text x=\"%d\" y=\"%d\">%s</text>\n"
                  .formatted(
                      LABEL_WIDTH,
                      y,
                      COLOURS.get(i % COLOURS.size()),
                      LABEL_WIDTH + 18,
                      y + 11,
                      columns.get(i)));
      y += 20;
    }
    return out.append("</svg>\n").toString();
  }

  private double median(String name, String column) {
    Map<String, List<Double>> byColumn = samples.get(name);
    double[] sorted =
        byColumn.getOrDefault(column, byColumn.getOrDefault(NATIVE, List.of())).stream()
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return sorted.length == 0
        ? Double.NaN
        : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static String machine() throws IOException {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!Files.isReadable(cpuinfo)) {
      return system;
    }
    String model = "";
    String family = "";
    for (String line : Files.readAllLines(cpuinfo)) {
      if (line.startsWith("model name")) {
        model = line.substring(line.indexOf(':') + 1).strip();
      } else if (line.startsWith("cpu family")) {
        family = line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "%s (family %s), %d cores, %s"
        .formatted(model, family, Runtime.getRuntime().availableProcessors(), system);
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
