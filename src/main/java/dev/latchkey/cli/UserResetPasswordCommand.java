package dev.latchkey.cli;

import dev.latchkey.registry.CodePurpose;
import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "reset-password",
    description = {
      "Makes a code with which an active user chooses a new password, once, and prints it. Give it to"
          + " the user: it is shown nowhere again.",
      "It can be used for an hour (LATCHKEY_CODE_RESET_VALIDITY). A new code voids the one before. Until"
          + " it is used, the old password works."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user reset-password acme jane.roe",
      "  latchkey user reset-password acme jane.roe --json | jq -r .code"
    })
class UserResetPasswordCommand extends UserCodeCommand {

  UserResetPasswordCommand(RegistryAccess registry) {
    super(
        registry,
        CodePurpose.RESET,
        "user_reset_password",
        "User %s of %s can choose a new password until %s, with this code:");
  }
}
