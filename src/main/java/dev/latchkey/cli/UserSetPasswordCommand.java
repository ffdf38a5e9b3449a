package dev.latchkey.cli;

import dev.latchkey.cli.console.ConsoleInput;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Vetoed
@Command(
    name = "set-password",
    description = {
      "Gives a user a new password, asked for on the terminal or read from standard input.",
      PasswordOptions.RULES,
      "An invitation ends with it, unless --invited gives a new one. A disabled user stays disabled."
          + " All sessions of the user end."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user set-password acme jane.roe",
      "  latchkey user set-password acme jane.roe --temporary",
      "  pass show acme/jane | latchkey user set-password acme jane.roe \\",
      "      --password-stdin"
    })
class UserSetPasswordCommand extends OneUserCommand {

  @Mixin final PasswordOptions password;

  UserSetPasswordCommand(RegistryAccess registry, ConsoleInput input) {
    super(registry);
    password = new PasswordOptions(input);
  }

  @Override
  public Integer call() {
    return change("user_set_password", organization.domain, this::setPassword);
  }

  private void setPassword(RegistryAccess.Services services, OperatorAct act) {
    // Nobody types a password for a user who is not there, or that nothing can judge.
    var found = services.users().get(organization.domain, nameOrId);
    var rules = services.rules().get();
    var owner =
        PasswordOptions.owner(
            found.mfaRequired(),
            List.of(found.username(), found.email(), found.firstName(), found.lastName()),
            services.organizations().get(organization.domain));
    var hash = services.hasher().get().hash(rules.accept(password.read(), owner));
    var changed =
        services
            .users()
            .setPassword(
                organization.domain,
                found.id(),
                hash,
                password.temporary,
                password.inviteExpiresAt(services.clock()));
    act.done(changed.id());
    sayStatus(changed, services);
  }
}
