package dev.latchkey.cli;

import dev.latchkey.cli.console.PasswordInput;
import dev.latchkey.password.NewPassword;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "set-password",
    description = {
      "Gives a user a new password, asked for on the terminal or read from standard input.",
      "It has 8 characters or more and at most 72 bytes of UTF-8. An invitation ends with it, unless"
          + " --invited gives a new one. A disabled user stays disabled."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user set-password acme jane.roe",
      "  latchkey user set-password acme jane.roe --temporary",
      "  pass show acme/jane | latchkey user set-password acme jane.roe --password-stdin"
    })
class UserSetPasswordCommand extends OneUserCommand {

  private final PasswordInput passwordInput;

  @Option(
      names = "--password-stdin",
      description = "Read the password from standard input; one line end at its end is left out.")
  boolean passwordFromStandardInput;

  @Option(names = "--temporary", description = "The password must be changed at the next login.")
  boolean temporary;

  @Option(
      names = "--invited",
      paramLabel = "DURATION",
      description = "The password lets in for so long only (72h, 7d) and must be changed.",
      converter = InvitationConverter.class)
  @Nullable Duration invited;

  UserSetPasswordCommand() {
    this(new JdbcRegistryAccess(), PasswordInput.ofProcess());
  }

  UserSetPasswordCommand(RegistryAccess registry, PasswordInput passwordInput) {
    super(registry);
    this.passwordInput = passwordInput;
  }

  @Override
  void work(RegistryAccess.Services services) {
    // Nobody types a password for a user who is not there.
    var found = services.users().get(organization, user);
    var text = passwordFromStandardInput ? passwordInput.read() : passwordInput.ask();
    var hash = services.hasher().get().hash(NewPassword.of(text, found::isNamed));
    var changed =
        services
            .users()
            .setPassword(
                organization,
                found.id(),
                hash,
                temporary,
                invited == null ? null : services.clock().instant().plus(invited));
    sayState(changed, services);
  }
}
