package dev.latchkey.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The same thing measured in several rounds. A measure has one value in each round, for which the
 * median counts; latencies have many, for which the percentiles over all rounds count.
 */
public final class Rounds {

  private final Map<String, List<Double>> values = new LinkedHashMap<>();
  private final Map<String, Times> times = new LinkedHashMap<>();

  public void add(String measure, double value) {
    values.computeIfAbsent(measure, name -> new ArrayList<>()).add(value);
  }

  public void add(String measure, Times more) {
    times.computeIfAbsent(measure, name -> new Times()).addAll(more);
  }

  /** The measures with one value in each round, in the order in which they were first added. */
  public Set<String> measures() {
    return values.keySet();
  }

  public List<Double> each(String measure) {
    return values.getOrDefault(measure, List.of());
  }

  /** Not a number where nothing was measured. */
  public double median(String measure) {
    double[] sorted = sorted(measure);
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  public double first(String measure) {
    return each(measure).get(0);
  }

  public double last(String measure) {
    List<Double> all = each(measure);
    return all.get(all.size() - 1);
  }

  public double lowest(String measure) {
    return sorted(measure)[0];
  }

  public double highest(String measure) {
    double[] sorted = sorted(measure);
    return sorted[sorted.length - 1];
  }

  public double sum(String measure) {
    return Arrays.stream(sorted(measure)).sum();
  }

  /** How many latencies were measured. */
  public int count(String measure) {
    return times.getOrDefault(measure, new Times()).count();
  }

  /** In milliseconds; not a number where nothing was measured. */
  public double percentile(String measure, double share) {
    return times.getOrDefault(measure, new Times()).percentile(share);
  }

  /** The lowest and the highest, for a table. */
  public String range(String measure, int decimals) {
    return each(measure).isEmpty()
        ? number(Double.NaN, decimals)
        : number(lowest(measure), decimals) + "–" + number(highest(measure), decimals);
  }

  private double[] sorted(String measure) {
    return each(measure).stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** A number for a table, with a point whatever the language of the machine. */
  public static String number(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
