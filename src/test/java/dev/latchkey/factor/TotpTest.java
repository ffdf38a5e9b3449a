package dev.latchkey.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.bastiaanjansen.otp.TOTPGenerator;
import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import java.io.Serial;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

  /** The secret of the RFCs' vectors. */
  private static final TotpSecret SECRET = TotpSecret.of("12345678901234567890".getBytes(US_ASCII));

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final Totp totp = new Totp();

  /** RFC 6238, appendix B, for SHA-1. It shows eight digits; the last six are the code of six. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082, 1",
    "1111111109, 07081804, 37037036",
    "1111111111, 14050471, 37037037",
    "1234567890, 89005924, 41152263",
    "2000000000, 69279037, 66666666",
    "20000000000, 65353130, 666666666"
  })
  void vectorsOfRfc6238_hold(long second, String eightDigits, long step) {
    assertThat(match(SECRET, eightDigits.substring(2), Instant.ofEpochSecond(second)))
        .hasValue(step);
  }

  /** RFC 4226, appendix D. */
  @ParameterizedTest
  @CsvSource({
    "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
    "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489"
  })
  void vectorsOfRfc4226_hold(long step, String code) {
    assertThat(match(SECRET, code, Instant.ofEpochSecond(30 * step))).hasValue(step);
  }

  @Test
  void secretsAndTimesAtRandom_areCheckedAsByAnotherLibrary() {
    var random = new Random(6238);
    for (int i = 0; i < 5_000; i++) {
      var bytes = new byte[10 + random.nextInt(55)];
      random.nextBytes(bytes);
      var secret = TotpSecret.of(bytes);
      var moment = Instant.ofEpochSecond(60 + random.nextLong(1L << 33));
      var step = Math.floorDiv(moment.getEpochSecond(), 30L);

      assertThat(match(secret, other(secret, moment), moment))
          .as("step %d with %s", step, secret.base32())
          .hasValue(step);
    }
  }

  /** The borders of the steps, and of what is accepted. */
  @ParameterizedTest
  @CsvSource({
    "-31, -2", "-30, -1", "-1, -1", "0, 0", "29, 0", "30, 1", "59, 1", "60, 2", "-60, -2", "90, 3"
  })
  void codeOfTheStepBeforeNowAndAfter_isAccepted_othersAreNot(long offset, long steps) {
    long now = Totp.step(NOW);
    var code = other(SECRET, NOW.plusSeconds(offset));

    assertThat(Totp.step(NOW.plusSeconds(offset))).isEqualTo(now + steps);
    assertThat(match(SECRET, code, NOW))
        .isEqualTo(Math.abs(steps) <= 1 ? OptionalLong.of(now + steps) : OptionalLong.empty());
  }

  /** Whatever the second within its own step. */
  @Test
  void wholeStep_isOneStep() {
    var code = other(SECRET, NOW);

    assertThat(
            IntStream.rangeClosed(-30, 59).mapToObj(s -> match(SECRET, code, NOW.plusSeconds(s))))
        .containsOnly(OptionalLong.of(Totp.step(NOW)));
    assertThat(match(SECRET, code, NOW.minusSeconds(31))).isEmpty();
    assertThat(match(SECRET, code, NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  void timeBefore1970_hasStepsOfItsOwn() {
    assertThat(Totp.step(Instant.ofEpochSecond(-1))).isEqualTo(-1);
    assertThat(Totp.step(Instant.EPOCH)).isZero();
  }

  @Test
  void codeOfAnotherSecret_isRefused() {
    var another = TotpSecret.of("12345678901234567891".getBytes(US_ASCII));

    assertThat(match(another, other(SECRET, NOW), NOW)).isEmpty();
  }

  /** Of all codes three are right. One in a hundred of the others is tried. */
  @Test
  void otherCodes_areRefused() {
    long now = Totp.step(NOW);
    var key = SECRET.macKey();
    var right = List.of(other(NOW, -1), other(NOW, 0), other(NOW, 1));

    var accepted =
        Stream.concat(
                IntStream.iterate(0, n -> n < 1_000_000, n -> n + 101)
                    .mapToObj(n -> String.format(Locale.ROOT, "%06d", n)),
                right.stream())
            .distinct()
            .filter(text -> totp.matchingStep(key, code(text), now).isPresent())
            .toList();

    assertThat(accepted).containsExactlyInAnyOrderElementsOf(right);
  }

  /** Two steps in a row with one code: whoever uses it must not be able to use it again. */
  @Test
  void codeOfTwoSteps_isUsedUpForBoth() {
    long step = stepWithTheCodeOfTheNext();
    var code = other(SECRET, Instant.ofEpochSecond(step * 30));

    assertThat(match(SECRET, code, Instant.ofEpochSecond(step * 30))).hasValue(step + 1);
  }

  private long stepWithTheCodeOfTheNext() {
    var codes = new HmacOneTimePasswordGenerator();
    var key = SECRET.macKey();
    try {
      int last = codes.generateOneTimePassword(key, 0);
      for (long step = 1; ; step++) {
        int next = codes.generateOneTimePassword(key, step);
        if (next == last) {
          return step - 1;
        }
        last = next;
      }
    } catch (InvalidKeyException e) {
      throw new AssertionError(e);
    }
  }

  /** The work of a refusal, and of each acceptance. */
  @Test
  void everyCheck_computesThreeCodes() {
    long now = Totp.step(NOW);
    for (var code :
        List.of("000000", other(NOW, -1), other(NOW, 0), other(NOW, 1), other(NOW, 2))) {
      var key = new CountingKey(SECRET.macKey());

      assertThat(totp.matchingStep(key, code(code), now)).isNotNull();
      assertThat(key.uses).as(code).hasValue(3);
    }
  }

  private OptionalLong match(TotpSecret secret, String code, Instant moment) {
    return totp.matchingStep(secret, code(code), moment);
  }

  private static TotpCode code(String text) {
    return TotpCode.parse(text).orElseThrow();
  }

  private static String other(Instant moment, int steps) {
    return other(SECRET, moment.plusSeconds(30L * steps));
  }

  /** The code as another library makes it, which takes and decodes Base32. */
  private static String other(TotpSecret secret, Instant moment) {
    return new TOTPGenerator.Builder(secret.base32()).build().at(moment);
  }

  /** Counts how often a MAC was keyed with it. */
  private static final class CountingKey implements SecretKey {

    @Serial private static final long serialVersionUID = 1L;

    private final transient AtomicInteger uses = new AtomicInteger();
    private final transient SecretKey key;

    CountingKey(SecretKey key) {
      this.key = new SecretKeySpec(key.getEncoded(), "HmacSHA1");
    }

    @Override
    public String getAlgorithm() {
      return key.getAlgorithm();
    }

    @Override
    public String getFormat() {
      return key.getFormat();
    }

    @Override
    public byte[] getEncoded() {
      uses.incrementAndGet();
      return key.getEncoded();
    }
  }
}
