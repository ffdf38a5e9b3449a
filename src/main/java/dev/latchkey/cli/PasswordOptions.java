package dev.latchkey.cli;

import dev.latchkey.cli.console.ConsoleInput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a user's new password comes from, and how long it holds. */
class PasswordOptions {

  private final ConsoleInput input;

  @Option(
      names = "--password-stdin",
      description = "Read the password from standard input; one line end at its end is left out.")
  boolean fromStandardInput;

  @Option(names = "--temporary", description = "The password must be changed at the next login.")
  boolean temporary;

  @Option(
      names = "--invited",
      paramLabel = "DURATION",
      description = "The password lets in for so long only (72h, 7d) and must be changed.",
      converter = InvitationConverter.class)
  @Nullable Duration invited;

  PasswordOptions(ConsoleInput input) {
    this.input = input;
  }

  /** Reads the password, or asks for it. */
  String read() {
    return fromStandardInput ? input.readPassword() : input.askPassword();
  }

  /** The end of the invitation that begins now; null where the password is none. */
  @Nullable Instant inviteExpiresAt(Clock clock) {
    return invited == null ? null : clock.instant().plus(invited);
  }

  /** Reads how long an invitation holds. */
  static final class InvitationConverter extends TimeConverter {

    InvitationConverter() {
      super(Duration.ofDays(3660), "72h or 7d, at most ten years");
    }
  }
}
