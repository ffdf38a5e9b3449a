package dev.latchkey.cli;

import picocli.CommandLine.Command;

/** Keeps a user out, or ends that. */
final class UserStatusCommand {

  private UserStatusCommand() {}

  @Command(
      name = "disable",
      description = {
        "Keeps a user out: from now on no login succeeds.",
        "Tokens that were given already hold until they expire, at most an hour."
      },
      footerHeading = "%nExample:%n",
      footer = "  latchkey user disable acme jane.roe")
  static final class Disable extends OneUserCommand {

    Disable() {
      this(new JdbcRegistryAccess());
    }

    Disable(RegistryAccess registry) {
      super(registry);
    }

    @Override
    void work(RegistryAccess.Services services) {
      sayState(services.users().disable(organization, user), services);
    }
  }

  @Command(
      name = "enable",
      description = {
        "Lets a disabled user in again, with the same password.",
        "Who was invited when disabled is so again, until the invitation's old end."
      },
      footerHeading = "%nExample:%n",
      footer = "  latchkey user enable acme jane.roe")
  static final class Enable extends OneUserCommand {

    Enable() {
      this(new JdbcRegistryAccess());
    }

    Enable(RegistryAccess registry) {
      super(registry);
    }

    @Override
    void work(RegistryAccess.Services services) {
      sayState(services.users().enable(organization, user), services);
    }
  }
}
