package dev.latchkey.cli;

import dev.latchkey.registry.CodePurpose;
import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "invite",
    description = {
      "Makes a code with which an invited user chooses a password, once, and prints it. Give it to the"
          + " user: it is shown nowhere again.",
      "It can be used for 72 hours (LATCHKEY_CODE_INVITATION_VALIDITY), which is the invitation's new"
          + " end. A new code voids the one before, and a password of an earlier invitation."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user invite acme jane.roe",
      "  latchkey user invite acme jane.roe --json | jq -r .code"
    })
class UserInviteCommand extends UserCodeCommand {

  UserInviteCommand(RegistryAccess registry) {
    super(
        registry,
        CodePurpose.INVITATION,
        "user_invite",
        "User %s of %s is invited until %s, with this code:");
  }
}
