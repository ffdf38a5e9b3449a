package dev.latchkey.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.RecordedLog;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What a process does with failures that the database does not take. */
@QuarkusTest
class UnwrittenAttemptsTest extends SeveralProcesses {

  @Test
  void whatCannotBeWritten_isCountedByTheProcess_andWrittenLater() {
    var attempts = process();
    fail(attempts, "jane", HERE, 1);
    var found = find("attempts.example", "jane", judged(attempts, "jane", HERE).keys());
    directory.execute("alter table failures rename to failures_away");
    try {
      for (int i = 0; i < 4; i++) {
        var attempt = begin(attempts, "jane", HERE);
        judge(attempt, found);
        attempt.failed();
        awaitUnwritten(i + 1);
      }
      var sixth = begin(attempts, "jane", HERE);
      assertThatExceptionOfType(TooManyAttemptsException.class)
          .isThrownBy(() -> judge(sixth, found));
    } finally {
      directory.execute("alter table failures_away rename to failures");
    }

    now += Duration.ofMinutes(1).toNanos();
    letPass(Duration.ofMinutes(1));
    fail(attempts, "jane", HERE, 1);
    directory.awaitFailures("jane", 6);
    assertThat(directory.number("select failures from failures where leak = 0")).isEqualTo(6);
  }

  /** One line says it: a trace for each login would fill the log in an outage. */
  @Test
  void whatCannotBeWritten_isOneLine() {
    var attempts = process();
    var found = find("attempts.example", "jane", judged(attempts, "jane", HERE).keys());
    var log = new RecordedLog();
    try {
      failUnwritten(attempts, found, 4);
      awaitEnd(attempts);

      assertThat(log.texts())
          .filteredOn(text -> text.contains("FailureLog"))
          .singleElement()
          .asString()
          .contains("Failed logins cannot be written", "WARN");
    } finally {
      log.close();
    }
  }

  /** Else the owner would be kept out for as long as the process remembers them. */
  @Test
  void whatCouldNotBeWritten_pausesForNoLongerThanWhatWas() {
    var attempts = process();
    var found = find("attempts.example", "jane", judged(attempts, "jane", HERE).keys());
    failUnwritten(attempts, found, 5);
    assertRefused(attempts, "jane", HERE, Duration.ofSeconds(30));

    now += Duration.ofSeconds(31).toNanos();
    judged(attempts, "jane", HERE).succeeded();
    judged(attempts, "jane", HERE).withdraw();
  }

  @Test
  void accountThatIsLockedByWhatIsNotWritten_isLockedInTheDatabaseNext_andUnlockHelps() {
    var attempts = process("account-failures", "3", "name-failures", "100");
    var found = find("attempts.example", "jane", judged(attempts, "jane", HERE).keys());
    failUnwritten(attempts, found, 3);
    var locked = judged(attempts, "jane", HERE);
    assertThat(locked.isLocked()).isTrue();
    locked.failed();
    directory.awaitFailures("jane", 4);

    directory.execute("delete from account_failures");
    awaitEnd(attempts);
    assertThat(judged(attempts, "jane", HERE).isLocked()).isFalse();
  }

  @Test
  void clockThatWasAhead_pausesForNoLongerThanUsual() {
    fail(process(), "jane", HERE, 5);
    directory.execute(
        "update failures set at = at + interval '1 day', expires_at = expires_at + interval '1 day'");

    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> judged(process(), "jane", HERE))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
  }

  /** They began before the first was known to fail. */
  @Test
  void moreFailuresThanANetworkHas_areForgottenNoLater() {
    var attempts = process("per-network", "5");
    var all = new ArrayList<Attempt>();
    for (int i = 0; i < 40; i++) {
      all.add(judged(attempts, "user-" + i, HERE));
    }
    all.forEach(Attempt::failed);
    awaitEnd(attempts);

    assertThat(
            directory.number("select max(failures) from failures where leak between 0.1 and 0.2"))
        .isEqualTo(5);
    assertRefused(attempts, "jo", HERE, Duration.ofSeconds(6));
  }
}
