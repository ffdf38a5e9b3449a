package dev.latchkey.cli;

import dev.latchkey.cli.console.ConsoleInput;
import dev.latchkey.password.PasswordOwner;
import dev.latchkey.registry.OrganizationDetails;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a user's new password comes from, and how long it holds. */
class PasswordOptions {

  /** For the help of the commands. */
  static final String RULES =
      "It has 15 characters or more, or 8 where a second factor is required, and at most 72 bytes of"
          + " UTF-8. It is neither a common password nor a name.";

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

  /** Whether something was said of a password. */
  boolean isGiven() {
    return fromStandardInput || temporary || invited != null;
  }

  /** Reads the password, or asks for it. */
  String read() {
    return fromStandardInput ? input.readPassword() : input.askPassword();
  }

  /**
   * What the rules for new passwords ask.
   *
   * @param names of the user
   */
  static PasswordOwner owner(
      boolean mfaRequired, List<String> names, OrganizationDetails organization) {
    return new PasswordOwner(
        mfaRequired, names, List.of(organization.domain().value(), organization.name()));
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
