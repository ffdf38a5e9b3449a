package dev.latchkey.cli;

import dev.latchkey.cli.console.ConsoleInput;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.registry.NewUser;
import dev.latchkey.registry.Profile;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Vetoed
@Command(
    name = "add",
    description = {
      "Adds a user to an organisation.",
      "The password is asked for on the terminal, or read from standard input. Or there is none yet:"
          + " with --no-password, and then `user invite`, the user chooses it.",
      PasswordOptions.RULES
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user add acme john.doe --email john.doe@example.com \\",
      "      --first-name John --last-name Doe",
      "  pass show acme/john | latchkey user add acme john.doe --password-stdin \\",
      "      --email john.doe@example.com --first-name John --last-name Doe \\",
      "      --invited 72h",
      "  latchkey user add acme jane.roe --email jane.roe@example.com \\",
      "      --first-name Jane --last-name Roe --no-password"
    })
class UserAddCommand extends RegistryCommand {

  @Mixin final OrganizationParameter organization = new OrganizationParameter();

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
      paramLabel = "NAME",
      defaultValue = "",
      description = "The last name; people with one name have none.")
  String lastName;

  @Mixin final PasswordOptions password;

  @Option(
      names = "--no-password",
      description = "Add an invited user without a password; `user invite` makes a code for one.")
  boolean noPassword;

  @Option(names = "--mfa-required", description = "Log in with a second factor only.")
  boolean mfaRequired;

  @Option(
      names = "--favorite",
      paramLabel = "TEXT",
      description = "A favourite; repeat the option for several.")
  List<String> favorites = List.of();

  UserAddCommand(RegistryAccess registry, ConsoleInput input) {
    super(registry);
    password = new PasswordOptions(input);
  }

  @Override
  public Integer call() {
    // What can be refused without the database is, before anyone types a password or waits.
    var profile = new Profile(username, email, firstName, lastName);
    NewUser.requireFavorites(favorites);
    requireOnePassword();
    var text = noPassword ? null : password.read();
    return change(
        "user_add", organization.domain, (services, act) -> add(services, act, profile, text));
  }

  private void requireOnePassword() {
    if (noPassword && password.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "--no-password does not go with --password-stdin, --temporary or --invited");
    }
  }

  private void add(
      RegistryAccess.Services services, OperatorAct act, Profile profile, @Nullable String text) {
    if (mfaRequired) {
      services.requireFactorKeys("--mfa-required is given");
    }
    var passwordHash = text == null ? null : hash(services, text);
    // Without a password nothing is open before there is a code.
    var inviteExpiresAt =
        text == null ? services.clock().instant() : password.inviteExpiresAt(services.clock());
    var user =
        new NewUser(
            profile,
            passwordHash,
            inviteExpiresAt == null ? UserStatus.ACTIVE : UserStatus.INVITED,
            mfaRequired,
            password.temporary,
            inviteExpiresAt,
            favorites);
    var id = services.users().add(organization.domain, user);
    act.done(id, Map.of("status", user.status().text()));
    say("Added user %s of %s, id %s", username, organization.domain.value(), id);
    if (text == null) {
      say("To invite the user: latchkey user invite %s %s", organization.domain.value(), id);
    }
  }

  private String hash(RegistryAccess.Services services, String text) {
    var owner =
        PasswordOptions.owner(
            mfaRequired,
            List.of(username, email, firstName, lastName),
            services.organizations().get(organization.domain));
    return services.hasher().get().hash(services.rules().get().accept(text, owner));
  }
}
