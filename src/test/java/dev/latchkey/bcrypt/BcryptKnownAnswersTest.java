package dev.latchkey.bcrypt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.spec.InvalidKeySpecException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.util.ModularCrypt;

/** Published hashes. Passwords are given as Latin-1, so that \u00a3 is the byte 0xa3. */
class BcryptKnownAnswersTest {

  private record Answer(String password, String hash) {}

  /**
   * Openwall's crypt_blowfish 1.3, without its $2x$ lines and the $2a$ lines that its own
   * countermeasure alters.
   */
  private static final List<Answer> CRYPT_BLOWFISH =
      List.of(
          new Answer("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
          new Answer("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"),
          new Answer("U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"),
          new Answer("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
          new Answer(
              "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
              "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui"),
          new Answer("\u00a3", "$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq"),
          new Answer("\u00a3", "$2a$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq"),
          new Answer(
              "\u00ff\u00ff\u00a3", "$2y$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e"),
          new Answer(
              "\u00ff\u00a334\u00ff\u00ff\u00ff\u00a3345",
              "$2y$05$/OK.fbVrR/bpIqNJ5ianF.o./n25XVfn6oAPaUvHe.Csk4zRfsYPi"),
          new Answer(
              "\u00aa".repeat(72), "$2a$05$/OK.fbVrR/bpIqNJ5ianF.swQOIzjOiJ9GHEPuhEkvqrUyvWhEMx6"),
          new Answer(
              "\u00aaU".repeat(36), "$2a$05$/OK.fbVrR/bpIqNJ5ianF.R9xrDjiycxMbQE2bp.vgqlYpW5wx2yy"),
          new Answer(
              "U\u00aa\u00ff".repeat(24),
              "$2a$05$/OK.fbVrR/bpIqNJ5ianF.9tQZzcJfm3uj2NvJ/n5xkhpqLrMpWCe"));

  /** OpenBSD's, by way of jBCrypt; Spring Security tests with the same. */
  private static final List<Answer> OPENBSD_AND_SPRING =
      List.of(
          new Answer("", "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s."),
          new Answer("", "$2a$08$HqWuK6/Ng6sg9gQzbLrgb.Tl.ZHfXLhvt/SgVyWhQqgqcZ7ZuUtye"),
          new Answer("a", "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe"),
          new Answer("a", "$2a$08$cfcvVd2aQ8CMvoMpP2EBfeodLEkkFJ9umNEfPD18.hUF62qqlC/V."),
          new Answer("abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"),
          new Answer("abc", "$2a$08$Ro0CUfOqk6cXEKf3dyaM7OhSCvnwM9s4wIX9JeLapehKK5YdLxKcm"),
          new Answer(
              "abcdefghijklmnopqrstuvwxyz",
              "$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC"),
          new Answer(
              "abcdefghijklmnopqrstuvwxyz",
              "$2a$08$aTsUwsyowQuzRrDqFflhgekJ8d9/7Z3GV3UcgvzQW3J5zMyrTvlz."),
          new Answer(
              "~!@#$%^&*()      ~!@#$%^&*()PNBFRD",
              "$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO"),
          new Answer(
              "~!@#$%^&*()      ~!@#$%^&*()PNBFRD",
              "$2a$08$Eq2r4G/76Wv39MzSX262huzPz612MZiYHVUJe/OcOql2jo4.9UxTW"));

  private static final List<Answer> GO =
      List.of(
          new Answer("allmine", "$2a$10$XajjQvNhvvRt5GSeFk1xFeyqRrsxkhBkUiQeg0dt.wU1qD4aFDcga"));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void cryptBlowfish_atEveryWidth(int width) throws InvalidKeySpecException {
    assertAnswers(CRYPT_BLOWFISH, width);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void openBsdAndSpring_atEveryWidth(int width) throws InvalidKeySpecException {
    assertAnswers(OPENBSD_AND_SPRING, width);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void go_atSomeWidths(int width) throws InvalidKeySpecException {
    assertAnswers(GO, width);
  }

  private static void assertAnswers(List<Answer> answers, int width)
      throws InvalidKeySpecException {
    BcryptLanes lanes = new BcryptLanes(width);
    for (int next = 0; next < answers.size(); next += width) {
      for (int lane = 0; lane < width; lane++) {
        Answer answer = answers.get((next + lane) % answers.size());
        BCryptPassword stored = decode(answer.hash());
        lanes.load(lane, bytes(answer), stored.getSalt(), 1L << stored.getIterationCount());
      }
      while (lanes.run(100) > 0) {
        // until all are done
      }
      for (int lane = 0; lane < width; lane++) {
        Answer answer = answers.get((next + lane) % answers.size());
        byte[] expected = decode(answer.hash()).getHash();
        assertThat(lanes.digest(lane)).as(answer.hash()).isEqualTo(expected);
        lanes.clear(lane);
      }
    }
  }

  private static byte[] bytes(Answer answer) {
    return answer.password().getBytes(ISO_8859_1);
  }

  private static BCryptPassword decode(String hash) throws InvalidKeySpecException {
    // The three prefixes mean the same computation; Elytron knows two of them.
    return (BCryptPassword) ModularCrypt.decode("$2a$" + hash.substring(4));
  }
}
