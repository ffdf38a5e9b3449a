package dev.latchkey.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final List<String> HERE = List.of("o", "wide", "narrow");

  private final Ledger ledger = new Ledger();

  @Test
  void amount_countsInEachGroupAroundIt() {
    ledger.add(HERE, 5);
    ledger.add(List.of("o", "wide", "other"), 2);

    assertThat(ledger.of(HERE)).isEqualTo(5);
    assertThat(ledger.of(List.of("o", "wide"))).isEqualTo(7);
    assertThat(ledger.of(List.of("o"))).isEqualTo(7);
    assertThat(ledger.of(List.of())).isEqualTo(7);
    assertThat(ledger.of(List.of("elsewhere", "wide"))).isZero();
    assertThat(ledger.part("o").of(List.of("wide"))).isEqualTo(7);
    assertThat(ledger.part("elsewhere").of(List.of("wide"))).isZero();
  }

  @Test
  void othersOfEachLevel_getNoMoreDoneThanTheOwnGroup() {
    ledger.add(List.of("o", "wide", "flood"), 1_000_000);
    ledger.add(List.of("o", "wide", "small"), 2);
    ledger.add(List.of("o", "flood", "x"), 1_000_000);
    ledger.add(List.of("p", "x", "y"), 1_000_000);

    // 3 before it in its line, and 2 of its own: 5 of the flood and 2 of the small one beside it.
    // Then 12 of the other wide network, and 24 of the other organisation.
    assertThat(ledger.before(HERE, 3, 2)).isEqualTo(3 + (5 + 2) + 12 + 24);
  }

  /** What one caller can mint counts as one: no more than the new thing itself. */
  @Test
  void twoHundredGroupsWithinOne_countAsOne() {
    for (int i = 0; i < 200; i++) {
      ledger.add(List.of("o", "flood", "minted-" + i), 1);
    }

    assertThat(ledger.before(HERE, 0, 1)).isEqualTo(1);
    assertThat(ledger.before(List.of("o", "flood", "minted-new"), 0, 1)).isEqualTo(200);
  }

  @Test
  void nothingElse_leavesTheOwnLine() {
    assertThat(ledger.before(HERE, 3, 2)).isEqualTo(3);
    ledger.add(HERE, 3);
    assertThat(ledger.before(HERE, 3, 2)).isEqualTo(3);
  }

  @Test
  void groupThatHasNothing_isNotKept() {
    ledger.add(HERE, 5);
    ledger.add(List.of("o", "wide", "other"), 2);
    ledger.add(HERE, -5);

    assertThat(ledger.part("o").part("wide").part("narrow").of(List.of())).isZero();
    assertThat(ledger.before(List.of("o", "wide", "new"), 0, 9)).isEqualTo(2);
    ledger.add(List.of("o", "wide", "other"), -2);
    assertThat(ledger).usingRecursiveComparison().isEqualTo(new Ledger());
  }

  @Test
  void random_isWhatAddingUpOneByOneGives() {
    var random = new Random(3);
    var amounts = new long[4][4][4];
    for (int i = 0; i < 5_000; i++) {
      int a = random.nextInt(4);
      int b = random.nextInt(4);
      int c = random.nextInt(4);
      long change =
          amounts[a][b][c] > 0 && random.nextBoolean() ? -amounts[a][b][c] : random.nextInt(9);
      amounts[a][b][c] += change;
      ledger.add(path(a, b, c), change);

      long line = random.nextInt(20);
      assertThat(ledger.before(path(a, b, c), line, 2))
          .isEqualTo(oneByOne(amounts, a, b, c, line, 2));
    }
  }

  private static List<String> path(int a, int b, int c) {
    return List.of("a" + a, "b" + b, "c" + c);
  }

  private static long oneByOne(long[][][] amounts, int a, int b, int c, long line, long more) {
    long before = line;
    long each = before + more;
    for (int i = 0; i < 4; i++) {
      before += i == c ? 0 : Math.min(amounts[a][b][i], each);
    }
    each = before + more;
    for (int i = 0; i < 4; i++) {
      before += i == b ? 0 : Math.min(sum(amounts[a][i]), each);
    }
    each = before + more;
    for (int i = 0; i < 4; i++) {
      long all = 0;
      for (var within : amounts[i]) {
        all += sum(within);
      }
      before += i == a ? 0 : Math.min(all, each);
    }
    return before;
  }

  private static long sum(long[] amounts) {
    long sum = 0;
    for (long amount : amounts) {
      sum += amount;
    }
    return sum;
  }
}
