package dev.latchkey.bench.report;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Wilcoxon's signed-rank test: whether two things differ that were measured in pairs, one beside
 * the other. The differences are put in the order of their amounts, and only their places in this
 * order count. So a few very late answers count for no more than others.
 *
 * @param pairs how many pairs there were
 * @param shift the median of the differences, in nanoseconds
 * @param z how many standard deviations the ranks are away from what chance would give
 * @param beyond the same for what the differences have beyond a tolerated shift, which way it goes;
 *     above zero where it is more
 */
public record SignedRanks(int pairs, double shift, double z, double beyond) {

  /** Chance alone is as far away once in 100,000 times. */
  private static final double CERTAIN = 4.42;

  /**
   * Of the second less the first, pair by pair.
   *
   * @param tolerated the largest shift that is no difference, in nanoseconds
   */
  public static SignedRanks of(long[] first, long[] second, long tolerated) {
    long[] differences =
        IntStream.range(0, first.length).mapToLong(i -> second[i] - first[i]).toArray();
    double shift = median(differences);
    long way = shift < 0 ? -1 : 1;
    long[] excess = Arrays.stream(differences).map(each -> way * each - tolerated).toArray();
    return new SignedRanks(first.length, shift, z(differences), z(excess));
  }

  /** Equal amounts are rare in nanoseconds: that they get no rank in common changes nothing. */
  private static double z(long[] all) {
    long[] differences = Arrays.stream(all).filter(each -> each != 0).toArray(); // zero has no rank
    Integer[] byAmount = IntStream.range(0, differences.length).boxed().toArray(Integer[]::new);
    Arrays.sort(
        byAmount, (a, b) -> Long.compare(Math.abs(differences[a]), Math.abs(differences[b])));
    double sum = 0;
    for (int rank = 1; rank <= byAmount.length; rank++) {
      sum += Math.signum((double) differences[byAmount[rank - 1]]) * rank;
    }
    double n = differences.length;
    return n == 0 ? 0 : sum / Math.sqrt(n * (n + 1) * (2 * n + 1) / 6);
  }

  private static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? 0
        : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
  }

  /** Whether they differ for certain, and by more than is tolerated. */
  public boolean differ() {
    return beyond > CERTAIN;
  }
}
