package dev.latchkey.cli;

import dev.latchkey.cli.console.Printable;
import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "end-sessions",
    description = {
      "Ends all sessions of a user: no token that was given before can be renewed, and the user must"
          + " log in again.",
      "Tokens that were given already hold until they expire, at most an hour."
    },
    footerHeading = "%nExample:%n",
    footer = "  latchkey user end-sessions acme jane.roe")
class UserEndSessionsCommand extends OneUserCommand {

  UserEndSessionsCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return change("user_end_sessions", organization.domain, this::endSessions);
  }

  private void endSessions(RegistryAccess.Services services, OperatorAct act) {
    var user = services.users().endSessions(organization.domain, nameOrId);
    act.done(user.id());
    say(
        "Ended all sessions of user %s of %s",
        Printable.of(user.username()), organization.domain.value());
  }
}
