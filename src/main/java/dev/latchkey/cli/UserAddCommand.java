package dev.latchkey.cli;

import dev.latchkey.cli.console.PasswordInput;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.password.NewPassword;
import dev.latchkey.registry.NewUser;
import dev.latchkey.registry.Profile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "add",
    description = {
      "Adds a user to an organisation.",
      "The password is asked for on the terminal, or read from standard input. It has 8 characters or"
          + " more and at most 72 bytes of UTF-8."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user add acme john.doe --email john.doe@example.com \\",
      "      --first-name John --last-name Doe",
      "  pass show acme/john | latchkey user add acme john.doe --password-stdin \\",
      "      --email john.doe@example.com --first-name John --last-name Doe --invited 72h"
    })
class UserAddCommand implements Callable<Integer> {

  private final RegistryAccess registry;
  private final PasswordInput passwordInput;

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "ORG",
      description = "The organisation's domain.",
      converter = OrgDomainConverter.class)
  OrgDomain organization;

  @Parameters(index = "1", paramLabel = "USERNAME", description = "The name to log in with.")
  String username;

  @Option(
      names = "--email",
      required = true,
      paramLabel = "EMAIL",
      description = "The e-mail address; logs in as well.")
  String email;

  @Option(
      names = "--first-name",
      required = true,
      paramLabel = "NAME",
      description = "The first name.")
  String firstName;

  @Option(
      names = "--last-name",
      required = true,
      paramLabel = "NAME",
      description = "The last name.")
  String lastName;

  @Option(
      names = "--password-stdin",
      description = "Read the password from standard input; one line end at its end is left out.")
  boolean passwordFromStandardInput;

  @Option(names = "--mfa-required", description = "Log in with a second factor only.")
  boolean mfaRequired;

  @Option(names = "--temporary", description = "The password must be changed at the first login.")
  boolean temporary;

  @Option(
      names = "--invited",
      paramLabel = "DURATION",
      description = "The password lets in for so long only (72h, 7d) and must be changed.",
      converter = InvitationConverter.class)
  @Nullable Duration invited;

  UserAddCommand() {
    this(new JdbcRegistryAccess(), PasswordInput.ofProcess());
  }

  UserAddCommand(RegistryAccess registry, PasswordInput passwordInput) {
    this.registry = registry;
    this.passwordInput = passwordInput;
  }

  @Override
  public Integer call() {
    // What can be refused without the database is, before anyone types a password or waits.
    var profile = new Profile(username, email, firstName, lastName);
    var text = passwordFromStandardInput ? passwordInput.read() : passwordInput.ask();
    var password = NewPassword.of(text, profile::isNamed);

    var id =
        registry.run(
            services -> services.users().add(organization, newUser(services, profile, password)));
    spec.commandLine()
        .getOut()
        .printf("Added user %s of %s, id %s%n", username, organization.value(), id);
    return 0;
  }

  private NewUser newUser(RegistryAccess.Services services, Profile profile, NewPassword password) {
    return new NewUser(
        profile,
        services.hasher().get().hash(password),
        invited == null ? UserStatus.ACTIVE : UserStatus.INVITED,
        mfaRequired,
        false,
        temporary,
        invited == null ? null : services.clock().instant().plus(invited),
        List.of());
  }
}
