package dev.latchkey.cli;

import dev.latchkey.cli.console.Printable;
import dev.latchkey.registry.UserChange;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Vetoed
@Command(
    name = "update",
    description = "Changes what is given of a user, and nothing else.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user update acme jane.roe \\",
      "      --last-name Doe --email jane.doe@example.com",
      "  latchkey user update acme jane.roe --mfa-required",
      "  latchkey user update acme jane.roe --no-mfa-required",
      "  latchkey user update acme jane.roe --favorite dashboard --favorite reports"
    })
class UserUpdateCommand extends OneUserCommand {

  @Option(names = "--username", paramLabel = "NAME", description = "The name to log in with.")
  @Nullable String username;

  @Option(
      names = "--email",
      paramLabel = "EMAIL",
      description = "The e-mail address; logs in as well.")
  @Nullable String email;

  @Option(names = "--first-name", paramLabel = "NAME", description = "The first name.")
  @Nullable String firstName;

  @Option(
      names = "--last-name",
      paramLabel = "NAME",
      description = "The last name; '' leaves the user with one name.")
  @Nullable String lastName;

  @Option(
      names = "--mfa-required",
      negatable = true,
      description = "Log in with a second factor only.")
  @Nullable Boolean mfaRequired;

  @Option(
      names = "--temporary",
      negatable = true,
      description = "The password must be changed at the next login.")
  @Nullable Boolean temporary;

  @Option(
      names = "--favorite",
      paramLabel = "TEXT",
      description = "A favourite; repeat the option for several. They replace the old ones.")
  @Nullable List<String> favorites;

  @Option(names = "--no-favorite", description = "Remove all favourites.")
  boolean noFavorites;

  UserUpdateCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    require(!noFavorites || favorites == null, "Use --favorite or --no-favorite, not both");
    var change = change();
    require(!change.isNone(), "Nothing to change was given");
    return change(
        "user_update", organization.domain, (services, act) -> update(services, act, change));
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  private void update(RegistryAccess.Services services, OperatorAct act, UserChange change) {
    if (Boolean.TRUE.equals(mfaRequired)) {
      services.requireFactorKeys("--mfa-required is given");
    }
    var updated = services.users().update(organization.domain, nameOrId, change);
    act.done(updated.id(), Map.of("changed", given()));
    say("Updated user %s of %s", Printable.of(updated.username()), organization.domain.value());
  }

  /** The names of the options, without their values. */
  private String given() {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .map(option -> option.longestName().replaceFirst("^--(no-)?", ""))
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }

  private UserChange change() {
    return new UserChange(
        username,
        email,
        firstName,
        lastName,
        mfaRequired,
        temporary,
        noFavorites ? List.of() : favorites);
  }
}
