package dev.latchkey.cli;

import dev.latchkey.cli.console.Printable;
import dev.latchkey.cli.console.UserText;
import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "unlock",
    description = {
      "Ends the lock of an account: forgets its failures in a row, so that the right password works"
          + " from every network again.",
      "A name that is paused in a network (status 429) is no locked account: a pause ends by itself,"
          + " after 15 minutes at most."
    },
    footerHeading = "%nExample:%n",
    footer = "  latchkey user unlock acme jane.roe")
class UserUnlockCommand extends OneUserCommand {

  UserUnlockCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return change("user_unlock", organization.domain, this::unlock);
  }

  private void unlock(RegistryAccess.Services services, OperatorAct act) {
    var lock = services.lock().get();
    var now = services.clock().instant();
    var unlocked = services.users().unlock(organization.domain, nameOrId, lock.knownSince(now));
    act.done(unlocked.user().id());
    // Other things may still keep the user from logging in.
    say(
        lock.locks(unlocked.before())
            ? "User %s of %s is unlocked, and is %s"
            : "User %s of %s was not locked, and is %s",
        Printable.of(unlocked.user().username()),
        organization.domain.value(),
        UserText.statusAndPassword(unlocked.user(), now));
  }
}
