package dev.latchkey.password;

import dev.latchkey.settings.Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for new passwords, after NIST SP 800-63B-4, section 3.1.1.2. They stand here alone, for
 * commands and for HTTP. They say nothing about passwords that were set before.
 *
 * <p>{@link #accept} blocks: it reads from a file, and keeps a core busy for some milliseconds. A
 * command calls it on its own thread. A request calls {@link #acceptLater}, never this on an event
 * loop or on a thread that hashes.
 */
@ApplicationScoped
public class NewPasswordRules {

  private static final int LEAST_MIN_LENGTH = 8;
  private static final int MOST_MIN_LENGTH = 64;

  private static final Duration LATER = Duration.ofSeconds(1);

  private final PasswordConfig config;
  private final Executor threads = RuleThreads.start();
  private volatile @Nullable CommonPasswords common;

  public NewPasswordRules(PasswordConfig config) {
    this.config = config;
  }

  /**
   * Checks the settings, and looks at some lines of the blocklist.
   *
   * @throws ConfigurationException when a setting is wrong or the blocklist is no such file; the
   *     message is one line
   */
  public void checkSettings() {
    Settings.requireWithin(
        LEAST_MIN_LENGTH, MOST_MIN_LENGTH, config.minLength(), "latchkey.password.min-length");
    Settings.requireWithin(
        LEAST_MIN_LENGTH,
        MOST_MIN_LENGTH,
        config.minLengthWithFactor(),
        "latchkey.password.min-length-with-factor");
    config.blocklist().map(LeakedPasswords::new).ifPresent(LeakedPasswords::check);
  }

  /**
   * The text as a password for this user.
   *
   * @throws UnacceptablePasswordException when the text breaks a rule; the message says which one
   * @throws BlocklistException when the blocklist cannot be asked: the password is not accepted
   */
  public NewPassword accept(String text, PasswordOwner owner) {
    requireLength(text, owner);
    var password = NewPassword.withoutRules(text);
    requireNone(owner.names(), text, "The password is a name of its user.");
    requireNone(owner.organizationNames(), text, "The password is a name of the organisation.");
    var names = Stream.of(owner.names(), owner.organizationNames()).flatMap(List::stream).toList();
    if (common().isCommon(text, names)) {
      throw new UnacceptablePasswordException(
          "The password is a common one or a simple pattern, even if digits, repetitions or names"
              + " make it longer.");
    }
    var leaked = config.blocklist().map(LeakedPasswords::new);
    if (leaked.isPresent() && leaked.get().contains(password.bytes())) {
      throw new UnacceptablePasswordException("The password was in a leak: others know it.");
    }
    return password;
  }

  /**
   * The same on a thread of its own; returns at once. The result arrives on the Vert.x context of
   * the caller. A caller who cancels before a thread is free is forgotten.
   *
   * @return fails as {@link #accept} does, and with {@link OverloadedException} when too many wait
   */
  public Uni<NewPassword> acceptLater(String text, PasswordOwner owner) {
    return acceptLater(text, owner, threads);
  }

  Uni<NewPassword> acceptLater(String text, PasswordOwner owner, Executor workers) {
    return CallerContext.receives(
        Uni.createFrom()
            .<String>emitter(thread -> workers.execute(() -> thread.complete(text)))
            .onFailure(RejectedExecutionException.class)
            .transform(full -> new OverloadedException(LATER))
            .map(given -> accept(given, owner)));
  }

  private void requireLength(String text, PasswordOwner owner) {
    int least = owner.secondFactorRequired() ? config.minLengthWithFactor() : config.minLength();
    if (text.codePointCount(0, text.length()) < least) {
      throw new UnacceptablePasswordException(
          "The password has fewer than " + least + " characters.");
    }
  }

  /** Without regard to case, as the directory compares names. */
  private static void requireNone(Collection<String> names, String text, String message) {
    if (names.stream().anyMatch(text::equalsIgnoreCase)) {
      throw new UnacceptablePasswordException(message);
    }
  }

  /** Read when the first password comes: most commands, and most replicas for long, see none. */
  private CommonPasswords common() {
    var known = common;
    return known == null ? load() : known;
  }

  private synchronized CommonPasswords load() {
    var known = common;
    if (known == null) {
      known = CommonPasswords.load();
      common = known;
    }
    return known;
  }
}
