package dev.latchkey.cli;

import dev.latchkey.cli.console.Printable;
import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "delete",
    description = {
      "Deletes a user and all that the database holds of them. It asks nothing, and cannot be undone;"
          + " `user disable` can.",
      "Log lines are not rewritten: they hold the user's id alone."
    },
    footerHeading = "%nExample:%n",
    footer = "  latchkey user delete acme jane.roe")
class UserDeleteCommand extends OneUserCommand {

  UserDeleteCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return change("user_delete", organization.domain, this::delete);
  }

  private void delete(RegistryAccess.Services services, OperatorAct act) {
    var deleted = services.users().delete(organization.domain, nameOrId);
    act.done(deleted.id());
    say(
        "Deleted user %s of %s, id %s",
        Printable.of(deleted.username()), organization.domain.value(), deleted.id());
  }
}
