package dev.latchkey.cli;

import dev.latchkey.cli.console.Printable;
import dev.latchkey.cli.console.UserText;
import dev.latchkey.registry.UserDetails;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command about one user who is there. */
abstract class OneUserCommand extends RegistryCommand {

  @Mixin final OrganizationParameter organization = new OrganizationParameter();

  @Parameters(
      index = "1",
      paramLabel = "USER",
      description = "The user's username, e-mail address or id.")
  String nameOrId;

  OneUserCommand(RegistryAccess registry) {
    super(registry);
  }

  /** Says what a changed user is now, with all that keeps the user from logging in. */
  final void sayStatus(UserDetails user, RegistryAccess.Services services) {
    say(
        "User %s of %s is %s",
        Printable.of(user.username()),
        organization.domain.value(),
        UserText.statusAndPassword(user, services.clock().instant()));
  }
}
