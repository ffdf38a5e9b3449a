package dev.latchkey.cli;

import dev.latchkey.cli.console.ConsoleInput;
import dev.latchkey.password.NewPassword;
import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Vetoed
@Command(
    name = "set-password",
    description = {
      "Gives a user a new password, asked for on the terminal or read from standard input.",
      "It has 8 characters or more and at most 72 bytes of UTF-8. An invitation ends with it, unless"
          + " --invited gives a new one. A disabled user stays disabled. All sessions of the user end."
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
    return run(this::setPassword);
  }

  private void setPassword(RegistryAccess.Services services) {
    // Nobody types a password for a user who is not there.
    var found = services.users().get(organization.domain, nameOrId);
    var hash = services.hasher().get().hash(NewPassword.of(password.read(), found::isNamed));
    var changed =
        services
            .users()
            .setPassword(
                organization.domain,
                found.id(),
                hash,
                password.temporary,
                password.inviteExpiresAt(services.clock()));
    sayStatus(changed, services);
  }
}
