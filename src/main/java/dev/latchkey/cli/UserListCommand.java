package dev.latchkey.cli;

import dev.latchkey.cli.console.Json;
import dev.latchkey.cli.console.Listing;
import dev.latchkey.cli.console.UserText;
import dev.latchkey.directory.UserStatus;
import dev.latchkey.registry.UserDetails;
import jakarta.enterprise.inject.Vetoed;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Vetoed
@Command(
    name = "list",
    description = {
      "Lists an organisation's users, by username in the order of its bytes.",
      "However many they are: they are printed as they come."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user list acme",
      "  latchkey user list acme --status invited --json | jq -r '.[].email'",
      "  latchkey user list acme --suspect"
    })
class UserListCommand extends RegistryCommand {

  @Mixin final OrganizationParameter organization = new OrganizationParameter();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only those who are active, invited or disabled.",
      converter = StatusConverter.class)
  @Nullable UserStatus status;

  @Option(
      names = "--suspect",
      description = "Only those with a value that would be refused today, and the reason.")
  boolean suspect;

  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  UserListCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return run(this::list);
  }

  private void list(RegistryAccess.Services services) {
    var now = services.clock().instant();
    var listing = listing(spec.commandLine().getOut());
    services
        .users()
        .forEach(
            organization.domain,
            status,
            user -> suspect ? addSuspect(listing, user, now) : add(listing, user, now));
    listing.end();
  }

  private Listing listing(PrintWriter out) {
    if (json) {
      return Listing.json(out);
    }
    return suspect
        ? Listing.table(out, "ID", "USERNAME", "EMAIL", "PROBLEM")
        : Listing.table(out, "USERNAME", "EMAIL", "NAME", "STATUS");
  }

  private static boolean add(Listing listing, UserDetails user, Instant now) {
    return listing.add(cells(user, now), () -> Json.of(user, now));
  }

  /** The id is there because a name that nobody can type is no name for the next command. */
  private static boolean addSuspect(Listing listing, UserDetails user, Instant now) {
    var problems = user.problems();
    return problems.isEmpty()
        || listing.add(
            List.of(
                user.id().toString(), user.username(), user.email(), String.join("; ", problems)),
            () -> Json.of(user, now, problems));
  }

  private static List<String> cells(UserDetails user, Instant now) {
    return List.of(
        user.username(), user.email(), UserText.name(user), UserText.statusAndPassword(user, now));
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
