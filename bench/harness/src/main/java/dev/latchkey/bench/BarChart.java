package dev.latchkey.bench;

import java.util.List;
import java.util.Locale;

/** Groups of bars with a scale, as SVG that needs no other file. */
final class BarChart {

  private static final String[] COLOURS = {"#1f77b4", "#9aa5b1", "#e08a00", "#5b8c5a"};
  private static final int WIDTH = 820;
  private static final int HEIGHT = 380;
  private static final int LEFT = 60;
  private static final int TOP = 60;
  private static final int BOTTOM = 320;
  private static final int RIGHT = 800;

  private BarChart() {}

  /**
   * @param values by series, then by group; what is not a number has no bar
   * @param line a horizontal line and its name; none where it is not a number
   */
  static String svg(
      String title,
      String unit,
      List<String> groups,
      List<String> series,
      double[][] values,
      double line,
      String lineName) {
    double max = Double.isNaN(line) ? 0 : line;
    for (double[] one : values) {
      for (double value : one) {
        max = Math.max(max, Double.isNaN(value) ? 0 : value);
      }
    }
    double step = step(max);
    double top = Math.ceil(max * 1.05 / step) * step;
    var svg = new StringBuilder();
    svg.append(
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n")
            .formatted(WIDTH, HEIGHT));
    text(svg, LEFT, 22, "start", "16", title + " (" + unit + ")");
    for (double mark = 0; mark <= top + step / 2; mark += step) {
      int y = y(mark, top);
      svg.append(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>\n"
              .formatted(LEFT, RIGHT, y, y));
      text(svg, LEFT - 6, y + 4, "end", "12", Rounds.number(mark, step < 1 ? 1 : 0));
    }
    double space = (double) (RIGHT - LEFT) / groups.size();
    double bar = space * 0.8 / series.size();
    for (int g = 0; g < groups.size(); g++) {
      for (int s = 0; s < series.size(); s++) {
        double value = values[s][g];
        if (!Double.isNaN(value)) {
          double x = LEFT + g * space + space * 0.1 + s * bar;
          svg.append(
              String.format(
                  Locale.ROOT,
                  "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
                  x,
                  y(value, top),
                  bar - 3,
                  BOTTOM - y(value, top),
                  COLOURS[s]));
          text(
              svg,
              (int) (x + bar / 2),
              y(value, top) - 4,
              "middle",
              "11",
              Rounds.number(value, value < 10 ? 1 : 0));
        }
      }
      text(svg, (int) (LEFT + (g + 0.5) * space), BOTTOM + 18, "middle", "12", groups.get(g));
    }
    if (!Double.isNaN(line)) {
      int y = y(line, top);
      svg.append(
          ("<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#c00\""
                  + " stroke-dasharray=\"6 4\"/>\n")
              .formatted(LEFT, RIGHT, y, y));
      text(svg, LEFT + 6, y - 5, "start", "12", lineName + " " + Rounds.number(line, 0));
    }
    int x = LEFT;
    for (int s = 0; s < series.size(); s++) {
      svg.append(
          "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>\n"
              .formatted(x, TOP - 26, COLOURS[s]));
      text(svg, x + 17, TOP - 16, "start", "12", series.get(s));
      x += 40 + 7 * series.get(s).length();
    }
    return svg.append("</svg>\n").toString();
  }

  private static void text(
      StringBuilder svg, int x, int y, String anchor, String size, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, size, text.replace("&", "&amp;").replace("<", "&lt;")));
  }

  private static int y(double value, double top) {
    return (int) Math.round(BOTTOM - (BOTTOM - TOP) * value / top);
  }

  private static double step(double max) {
    double power = Math.pow(10, Math.floor(Math.log10(max / 4)));
    double lead = max / 4 / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
  }
}
