package dev.latchkey.cli;

import dev.latchkey.cli.console.Printable;
import dev.latchkey.cli.console.UserState;
import dev.latchkey.directory.OrgDomain;
import dev.latchkey.registry.UserDetails;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command about one user who is there. */
abstract class OneUserCommand implements Callable<Integer> {

  private final RegistryAccess registry;

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "ORG",
      description = "The organisation's domain.",
      converter = OrgDomainConverter.class)
  OrgDomain organization;

  @Parameters(
      index = "1",
      paramLabel = "USER",
      description = "The user's username, e-mail address or id.")
  String user;

  OneUserCommand(RegistryAccess registry) {
    this.registry = registry;
  }

  @Override
  public Integer call() {
    requireUsable();
    return registry.run(
        services -> {
          work(services);
          return 0;
        });
  }

  /** Refuses what can be refused before anything starts. */
  void requireUsable() {}

  abstract void work(RegistryAccess.Services services);

  void say(String format, Object... values) {
    spec.commandLine().getOut().printf(format + "%n", values);
  }

  /** What a changed user is now, and what would surprise who expects it to log in. */
  void sayState(UserDetails user, RegistryAccess.Services services) {
    say(
        "User %s of %s is %s",
        Printable.of(user.username()),
        organization.value(),
        UserState.of(user, services.clock().instant()));
  }
}
