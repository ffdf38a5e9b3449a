package dev.latchkey.cli;

import dev.latchkey.cli.console.Printable;
import dev.latchkey.registry.RemovedFactor;
import jakarta.enterprise.inject.Vetoed;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "reset-mfa",
    description = {
      "Removes the second factor of a user who lost it, with the recovery codes and an enrolment that"
          + " was begun, and ends all sessions of the user.",
      "Where a second factor is required, the user must set up a new one at the next login. Until then"
          + " the password alone is enough to do so: be sure who asks."
    },
    footerHeading = "%nExample:%n",
    footer = "  latchkey user reset-mfa acme jane.roe")
class UserResetMfaCommand extends OneUserCommand {

  UserResetMfaCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return change("user_reset_mfa", organization.domain, this::reset);
  }

  private void reset(RegistryAccess.Services services, OperatorAct act) {
    var reset = services.users().resetFactor(organization.domain, nameOrId);
    act.done(reset.user().id(), fields(reset.removed()));
    say(
        "User %s of %s %s",
        Printable.of(reset.user().username()),
        organization.domain.value(),
        inWords(reset.removed()));
    if (reset.user().mfaRequired()) {
      say("A second factor is required: the user must set one up at the next login");
    }
  }

  private static Map<String, String> fields(RemovedFactor removed) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("factor", removed.confirmed() ? "removed" : "none");
    fields.put("recoveryCodes", Integer.toString(removed.recoveryCodes()));
    fields.put("enrolment", removed.enrolment() ? "removed" : "none");
    return fields;
  }

  private static String inWords(RemovedFactor removed) {
    if (removed.isNothing()) {
      return "had no second factor: nothing was changed";
    }
    var sessions = "; all sessions ended";
    return removed.confirmed()
        ? "has no second factor any more, nor the "
            + removed.recoveryCodes()
            + " recovery codes that were left"
            + sessions
        : "had no second factor, and has no enrolment any more" + sessions;
  }
}
