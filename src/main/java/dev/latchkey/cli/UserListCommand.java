package dev.latchkey.cli;

import dev.latchkey.directory.Account.Status;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.registry.StoredUser;
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

  private final Backend backend;

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
  @Nullable Status status;

  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  UserListCommand() {
    this(new DirectBackend());
  }

  UserListCommand(Backend backend) {
    this.backend = backend;
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var listing =
        json ? Listing.json(out) : Listing.table(out, "USERNAME", "EMAIL", "NAME", "STATUS");
    return backend.run(
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

  private static List<String> cells(StoredUser user, Instant now) {
    return List.of(
        user.username(),
        user.email(),
        user.firstName() + " " + user.lastName(),
        UserState.of(user, now));
  }

  /** Reads a status as the contract writes it. */
  static final class StatusConverter implements ITypeConverter<Status> {

    @Override
    public Status convert(String text) {
      return Status.parse(text)
          .orElseThrow(() -> new TypeConversionException("not active, invited or disabled"));
    }
  }
}
