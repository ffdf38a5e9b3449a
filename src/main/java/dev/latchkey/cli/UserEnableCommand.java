package dev.latchkey.cli;

import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "enable",
    description = {
      "Lets a disabled user in again, with the same password.",
      "Who was invited when disabled is so again, until the invitation's old end."
    },
    footerHeading = "%nExample:%n",
    footer = "  latchkey user enable acme jane.roe")
class UserEnableCommand extends OneUserCommand {

  UserEnableCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return change("user_enable", organization.domain, this::enable);
  }

  private void enable(RegistryAccess.Services services, OperatorAct act) {
    var user = services.users().enable(organization.domain, nameOrId);
    act.done(user.id());
    sayStatus(user, services);
  }
}
