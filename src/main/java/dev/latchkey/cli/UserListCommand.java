package dev.latchkey.cli;

import dev.latchkey.cli.console.Json;
import dev.latchkey.cli.console.Listing;
import dev.latchkey.cli.console.UserState;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.registry.UserDetails;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "list",
    description = {
      "Lists an organisation's users, by username in the order of its bytes.",
      "However many they are: they are printed as they come."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user list acme",
      "  latchkey user list acme --status invited --json | jq -r '.[].email'"
    })
class UserListCommand implements Callable<Integer> {

  private final RegistryAccess registry;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "ORG",
      description = "The organisation's domain.",
      converter = OrgDomainConverter.class)
  OrgDomain organization;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only those who are active, invited or disabled.",
      converter = StatusConverter.class)
  @Nullable UserStatus status;

  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  UserListCommand() {
    this(new JdbcRegistryAccess());
  }

  UserListCommand(RegistryAccess registry) {
    this.registry = registry;
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var listing =
        json ? Listing.json(out) : Listing.table(out, "USERNAME", "EMAIL", "NAME", "STATUS");
    return registry.run(
        services -> {
          var now = services.clock().instant();
          services
              .users()
              .forEach(
                  organization,
                  status,
                  user -> listing.add(cells(user, now), () -> Json.of(user, now)));
          listing.end();
          return 0;
        });
  }

  private static List<String> cells(UserDetails user, Instant now) {
    return List.of(
        user.username(),
        user.email(),
        user.firstName() + " " + user.lastName(),
        UserState.of(user, now));
  }

  /** Reads a status as the contract writes it. */
  static final class StatusConverter implements ITypeConverter<UserStatus> {

    @Override
    public UserStatus convert(String text) {
      return UserStatus.parse(text)
          .orElseThrow(() -> new TypeConversionException("not active, invited or disabled"));
    }
  }
}
