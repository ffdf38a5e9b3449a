package dev.latchkey.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewPasswordRulesTest {

  private static final List<String> NAMES =
      List.of("mary.elizabeth.major", "mary@mail.example", "Mary", "Major-Wentworth-Hughes");
  private static final List<String> ORGANIZATION =
      List.of("widgets.and.gears.example", "Wagner & Söhne GmbH");
  private static final PasswordOwner OWNER = new PasswordOwner(false, NAMES, ORGANIZATION);
  private static final PasswordOwner WITH_FACTOR = new PasswordOwner(true, NAMES, ORGANIZATION);

  private final NewPasswordRules rules = new NewPasswordRules(Settings.cost(4));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mxkqvbhtzrwpgfj",
        "MXKQVBHTZRWPGFJ",
        "ж лошадь скоба ж",
        "🐎🔋📎✅🌋🎺🧦🛶🪤🦀🍋🎻🚲🧊🪁"
      })
  void fifteenCharacters_areEnough(String text) {
    assertAccepted(text, OWNER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mxkqvbhtzrwpgf", "🐎🔋📎✅🌋🎺🧦🛶🪤🦀🍋🎻🚲🧊"})
  void fourteenCharacters_areTooFew(String text) {
    assertRefused(text, OWNER, "The password has fewer than 15 characters.");
  }

  @Test
  void characters_areCountedAndNotBytes() {
    assertRefused("ÄÖÜßŁŒÆĐÞħŊ§", OWNER, "fewer than 15");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mxkqvbht", "kX9#mP2q", "🐎🔋📎✅🌋🎺🧦🛶"})
  void eightCharacters_areEnoughWithASecondFactor(String text) {
    assertAccepted(text, WITH_FACTOR);
    assertRefused(text, OWNER, "fewer than 15");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mxkqvbh", "kX9#mP2", "🐎🔋📎✅🌋🎺🧦"})
  void sevenCharacters_areTooFewWithASecondFactor(String text) {
    assertRefused(text, WITH_FACTOR, "The password has fewer than 8 characters.");
  }

  /** A blocklist that hangs, for example. */
  @Test
  void rulesWithoutAThread_areAnOverload() {
    var full =
        rules.acceptLater(
            "mxkqvbhtzrwpgfj",
            OWNER,
            task -> {
              throw new RejectedExecutionException();
            });

    assertThatExceptionOfType(OverloadedException.class)
        .isThrownBy(() -> full.await().indefinitely());
  }

  @Test
  void threadsOfTheRules_takeSoMuchAndNoMore() {
    var held = new CountDownLatch(1);
    var threads = RuleThreads.start();
    try {
      assertThatExceptionOfType(RejectedExecutionException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  threads.execute(() -> awaitQuietly(held));
                }
              });
    } finally {
      held.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void rulesThatAreAskedLater_blockNoCaller() {
    var workers = new ArrayDeque<Runnable>();
    var caller =
        rules.acceptLater("mxkqvbhtzrwpgfj", OWNER, workers::add).subscribeAsCompletionStage();

    assertThat(caller).isNotDone();
    workers.remove().run();
    assertThat(caller.join().bytes()).isEqualTo("mxkqvbhtzrwpgfj".getBytes(UTF_8));
  }

  @Test
  void rulesThatAreAskedLater_refuseAsTheyDoNow() {
    var withoutFile = new NewPasswordRules(Settings.blocklist(folder.resolve("none")));

    assertThatExceptionOfType(UnacceptablePasswordException.class)
        .isThrownBy(() -> rules.acceptLater("short", OWNER).await().indefinitely())
        .withMessageContaining("fewer than 15");
    assertThatExceptionOfType(BlocklistException.class)
        .isThrownBy(() -> withoutFile.acceptLater("mxkqvbhtzrwpgfj", OWNER).await().indefinitely());
  }

  @Test
  void rulesThatAreAskedLater_answerOnTheContextOfTheCaller() {
    EventLoop.assertReceives(() -> rules.acceptLater("mxkqvbhtzrwpgfj", OWNER));
  }

  @Test
  void rulesThatAreAskedLater_runOnAWorkerThread() {
    var askedOn = new LinkedBlockingQueue<Thread>();

    noting(askedOn).acceptLater("mxkqvbhtzrwpgfj", OWNER).await().indefinitely();

    assertThat(askedOn).singleElement().isNotSameAs(Thread.currentThread());
  }

  /** The caller's place in the hashing queue is free again: nothing else bounds these. */
  @Test
  void callerWhoHungUp_asksNoRules() {
    var workers = new ArrayDeque<Runnable>();
    var askedOn = new LinkedBlockingQueue<Thread>();
    noting(askedOn)
        .acceptLater("mxkqvbhtzrwpgfj", OWNER, workers::add)
        .subscribe()
        .with(password -> {})
        .cancel();

    workers.remove().run();
    assertThat(askedOn).isEmpty();
  }

  private static NewPasswordRules noting(Queue<Thread> askedOn) {
    return new NewPasswordRules(Settings.cost(4)) {
      @Override
      public NewPassword accept(String text, PasswordOwner owner) {
        askedOn.add(Thread.currentThread());
        return super.accept(text, owner);
      }
    };
  }

  @Test
  void minLengths_areSettings() {
    var other = new NewPasswordRules(Settings.minLengths(20, 10));

    assertThatCode(() -> other.accept("mxkqvbhtzrwpgfjdncsy", OWNER)).doesNotThrowAnyException();
    assertThatCode(() -> other.accept("mxkqvbhtzr", WITH_FACTOR)).doesNotThrowAnyException();
    assertThatExceptionOfType(UnacceptablePasswordException.class)
        .isThrownBy(() -> other.accept("mxkqvbhtzrwpgfjdncs", OWNER))
        .withMessageContaining("fewer than 20");
    assertThatExceptionOfType(UnacceptablePasswordException.class)
        .isThrownBy(() -> other.accept("mxkqvbhtz", WITH_FACTOR))
        .withMessageContaining("fewer than 10");
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "64, 64", "15, 8", "8, 64"})
  void minLengthsFrom8To64_areAllowed(int minLength, int withFactor) {
    assertThatCode(
            () -> new NewPasswordRules(Settings.minLengths(minLength, withFactor)).checkSettings())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "7,  8,  LATCHKEY_PASSWORD_MIN_LENGTH (latchkey.password.min-length)",
    "65, 8,  LATCHKEY_PASSWORD_MIN_LENGTH (latchkey.password.min-length)",
    "15, 7,  LATCHKEY_PASSWORD_MIN_LENGTH_WITH_FACTOR (latchkey.password.min-length-with-factor)",
    "15, 65, LATCHKEY_PASSWORD_MIN_LENGTH_WITH_FACTOR (latchkey.password.min-length-with-factor)"
  })
  void otherMinLengths_areRefused(int minLength, int withFactor, String setting) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> new NewPasswordRules(Settings.minLengths(minLength, withFactor)).checkSettings())
        .withMessage(setting + " must be from 8 to 64");
  }

  @Test
  void upTo72Bytes_areAccepted() {
    var longest = "every good boy deserves fudge, and so does each of his nineteen cousins!";
    assertThat(longest.getBytes(UTF_8)).hasSize(72);

    assertAccepted(longest, OWNER);
    assertRefused(longest + "!", OWNER, "longer than 72 bytes of UTF-8");
    assertRefused(longest.replace('!', 'é'), OWNER, "longer than 72 bytes of UTF-8");
  }

  @Test
  void whatCannotLogIn_isRefused() {
    assertRefused("mxkqvbhtzrwpgfj\0", OWNER, "NUL");
    assertRefused("mxkqvbhtzrwpgfj\uD83D", OWNER, "not valid Unicode");
  }

  /** Both forms of the same letters are different passwords, at login as well. */
  @Test
  void nothing_isNormalised() {
    var composed = Normalizer.normalize("größere Äpfel äßen Überläufer", Normalizer.Form.NFC);
    var decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);

    assertAccepted(composed, OWNER);
    assertAccepted(decomposed, OWNER);
    assertThat(rules.accept(composed, OWNER).bytes())
        .isNotEqualTo(rules.accept(decomposed, OWNER).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mary.elizabeth.major",
        "MARY.Elizabeth.MAJOR",
        "Mary@MAIL.example",
        "major-wentworth-hughes"
      })
  void nameOfTheUser_isRefusedInAnyCase(String text) {
    assertRefused(text, OWNER, "The password is a name of its user.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Widgets.and.Gears.Example", "WAGNER & SÖHNE GMBH"})
  void nameOfTheOrganisation_isRefusedInAnyCase(String text) {
    assertRefused(text, OWNER, "The password is a name of the organisation.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordpassword",
        "mary.elizabeth.major1",
        "widgets-password-2026",
        "qwertyuiopasdfghj"
      })
  void commonPassword_isRefused(String text) {
    assertRefused(text, OWNER, "The password is a common one or a simple pattern");
  }

  @Test
  void leakedPassword_isRefused() throws IOException {
    var leaked = "mxkqvbhtzrwpgfj";
    var file = Leak.of(leaked, "another one").writeTo(folder.resolve("leak"));
    var strict = new NewPasswordRules(Settings.blocklist(file));

    strict.checkSettings();
    assertThatExceptionOfType(UnacceptablePasswordException.class)
        .isThrownBy(() -> strict.accept(leaked, OWNER))
        .withMessage("The password was in a leak: others know it.");
    assertThatCode(() -> strict.accept(leaked + "x", OWNER)).doesNotThrowAnyException();
    assertAccepted(leaked, OWNER);
  }

  @Test
  void blocklistThatIsNotThere_isRefusedAtTheStartAndLater() throws IOException {
    var file = Leak.of("one", "another").writeTo(folder.resolve("leak"));
    var strict = new NewPasswordRules(Settings.blocklist(file));
    strict.accept("mxkqvbhtzrwpgfj", OWNER);
    Files.delete(file);

    assertThatExceptionOfType(BlocklistException.class)
        .isThrownBy(() -> strict.accept("mxkqvbhtzrwpgfj", OWNER))
        .withMessage(
            "LATCHKEY_PASSWORD_BLOCKLIST (latchkey.password.blocklist) names a file that does not"
                + " exist");
    assertThatExceptionOfType(ConfigurationException.class).isThrownBy(strict::checkSettings);
  }

  @Test
  void toString_hidesTheOwner() {
    assertThat(OWNER).asString().doesNotContainIgnoringCase("mary").doesNotContain("Wagner");
  }

  private void assertAccepted(String text, PasswordOwner owner) {
    assertThat(rules.accept(text, owner).bytes()).isEqualTo(text.getBytes(UTF_8));
  }

  private void assertRefused(String text, PasswordOwner owner, String why) {
    assertThatExceptionOfType(UnacceptablePasswordException.class)
        .isThrownBy(() -> rules.accept(text, owner))
        .withMessageContaining(why)
        .satisfies(
            refusal -> {
              if (!text.isEmpty()) {
                assertThat(refusal).message().doesNotContain(text);
              }
            });
  }
}
