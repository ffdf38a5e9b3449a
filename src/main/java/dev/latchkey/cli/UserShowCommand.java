package dev.latchkey.cli;

import dev.latchkey.cli.console.Json;
import dev.latchkey.cli.console.Printable;
import dev.latchkey.cli.console.UserText;
import dev.latchkey.registry.UserAttempts;
import dev.latchkey.registry.UserDetails;
import dev.latchkey.registry.UserSteps;
import jakarta.enterprise.inject.Vetoed;
import java.time.Instant;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Vetoed
@Command(
    name = "show",
    description = {
      "Shows a user, all but the password's hash.",
      "Whether the account is locked depends on LATCHKEY_ATTEMPTS_MODE and"
          + " LATCHKEY_ATTEMPTS_ACCOUNT_FAILURES: set them here as for the service."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey user show acme jane.roe@example.com",
      "  latchkey user show acme 5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11 --json"
    })
class UserShowCommand extends OneUserCommand {

  @Option(names = "--json", description = "Print a JSON object.")
  boolean json;

  UserShowCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return run(this::show);
  }

  private void show(RegistryAccess.Services services) {
    var lock = services.lock().get();
    var now = services.clock().instant();
    var found = services.users().get(organization.domain, nameOrId);
    var attempts = services.users().attempts(found.id(), lock.knownSince(now));
    var steps = services.users().steps(found.id());
    if (json) {
      say("%s", Json.pretty(Json.of(found, attempts, lock.locks(attempts), steps, now)));
    } else {
      print(found, now);
      print(attempts, lock);
      print(steps);
    }
  }

  private void print(UserDetails user, Instant now) {
    line("id", user.id());
    line("username", Printable.of(user.username()));
    line("email", Printable.of(user.email()));
    line("firstName", Printable.of(user.firstName()));
    line("lastName", Printable.of(user.lastName()));
    line("status", UserText.status(user, now));
    line("password", UserText.password(user));
    line("passwordChanged", UserText.passwordChanged(user));
    line("mfaRequired", user.mfaRequired());
    line("mfaConfigured", user.mfaConfigured());
    line("changePassword", user.mustChangePassword());
    line(
        "favorite", user.favorites().stream().map(Printable::of).collect(Collectors.joining("; ")));
    line("created", user.createdAt());
    line("updated", user.updatedAt());
  }

  private void print(UserAttempts attempts, LockRule lock) {
    line("failures", UserText.failures(attempts));
    line("locked", lock.locks(attempts) + " (" + lock.inWords() + ")");
    line("knownNetworks", UserText.knownNetworks(attempts));
  }

  private void print(UserSteps steps) {
    line("factorConfirmed", UserText.factorConfirmed(steps));
    line("recoveryCodes", steps.recoveryCodes());
    line("oneTimeCodes", UserText.openCodes(steps));
  }

  private void line(String name, Object value) {
    spec.commandLine().getOut().println(String.format("%-16s%s", name, value).stripTrailing());
  }
}
