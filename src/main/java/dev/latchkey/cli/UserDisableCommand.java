package dev.latchkey.cli;

import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "disable",
    description = {
      "Keeps a user out: from now on no login succeeds, and no token is renewed.",
      "Tokens that were given already hold until they expire, at most an hour."
    },
    footerHeading = "%nExample:%n",
    footer = "  latchkey user disable acme jane.roe")
class UserDisableCommand extends OneUserCommand {

  UserDisableCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return change("user_disable", organization.domain, this::disable);
  }

  private void disable(RegistryAccess.Services services, OperatorAct act) {
    var user = services.users().disable(organization.domain, nameOrId);
    act.done(user.id());
    sayStatus(user, services);
  }
}
