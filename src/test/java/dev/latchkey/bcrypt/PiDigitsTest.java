package dev.latchkey.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class PiDigitsTest {

  private static final int WORDS = 1042;
  private static final int GUARD_BITS = 64;

  @Test
  void table_isTheFractionOfPi() {
    int bits = 32 * WORDS;
    BigInteger one = BigInteger.ONE.shiftLeft(bits + GUARD_BITS);
    BigInteger machin = arcTangent(one, 5).shiftLeft(2).subtract(arcTangent(one, 239)).shiftLeft(2);
    BigInteger fraction =
        machin.subtract(one.multiply(BigInteger.valueOf(3))).shiftRight(GUARD_BITS);

    int[] words = PiDigits.words();

    assertThat(words).hasSize(WORDS);
    for (int i = 0; i < WORDS; i++) {
      assertThat(words[i]).isEqualTo(fraction.shiftRight(bits - 32 * (i + 1)).intValue());
    }
  }

  /** arctan(1/x) as a multiple of 1/one. */
  private static BigInteger arcTangent(BigInteger one, int x) {
    BigInteger square = BigInteger.valueOf((long) x * x);
    BigInteger power = one.divide(BigInteger.valueOf(x));
    BigInteger sum = power;
    for (int n = 3; power.signum() != 0; n += 2) {
      power = power.divide(square).negate();
      sum = sum.add(power.divide(BigInteger.valueOf(n)));
    }
    return sum;
  }
}
