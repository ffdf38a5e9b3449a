package dev.latchkey.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same measured several times: a median for what each round has one of, and all latencies. */
final class Rounds {

  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private final Map<String, Times> times = new LinkedHashMap<>();

  void add(String measure, double value) {
    values.computeIfAbsent(measure, name -> new ArrayList<>()).add(value);
  }

  void add(String measure, Times more) {
    times.computeIfAbsent(measure, name -> new Times()).addAll(more);
  }

  double median(String measure) {
    double[] sorted = sorted(measure);
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  double last(String measure) {
    List<Double> all = values.get(measure);
    return all.get(all.size() - 1);
  }

  double first(String measure) {
    return values.get(measure).get(0);
  }

  double sum(String measure) {
    return Arrays.stream(sorted(measure)).sum();
  }

  double percentile(String measure, double share) {
    return times.getOrDefault(measure, new Times()).percentile(share);
  }

  String range(String measure, int decimals) {
    double[] sorted = sorted(measure);
    return sorted.length == 0
        ? "–"
        : number(sorted[0], decimals) + "–" + number(sorted[sorted.length - 1], decimals);
  }

  List<Double> each(String measure) {
    return values.getOrDefault(measure, List.of());
  }

  private double[] sorted(String measure) {
    return each(measure).stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  static String number(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
