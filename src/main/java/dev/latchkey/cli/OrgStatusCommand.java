package dev.latchkey.cli;

import dev.latchkey.directory.OrgDomain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Suspends an organisation, or ends that. */
abstract class OrgStatusCommand implements Callable<Integer> {

  private final RegistryAccess registry;
  private final boolean active;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "DOMAIN",
      description = "The organisation's domain.",
      converter = OrgDomainConverter.class)
  OrgDomain domain;

  private OrgStatusCommand(RegistryAccess registry, boolean active) {
    this.registry = registry;
    this.active = active;
  }

  @Override
  public Integer call() {
    return registry.run(
        services -> {
          services.organizations().setActive(domain, active);
          spec.commandLine()
              .getOut()
              .printf("Organisation %s is %s%n", domain.value(), active ? "active" : "suspended");
          return 0;
        });
  }

  @Command(
      name = "suspend",
      description = {
        "Lets nobody of an organisation log in: from now on the service answers as if it did not exist.",
        "Nothing is deleted. Tokens that were given already hold until they expire, at most an hour."
      },
      footerHeading = "%nExample:%n",
      footer = "  latchkey org suspend acme")
  static final class Suspend extends OrgStatusCommand {

    Suspend() {
      this(new JdbcRegistryAccess());
    }

    Suspend(RegistryAccess registry) {
      super(registry, false);
    }
  }

  @Command(
      name = "resume",
      description = "Lets a suspended organisation's users log in again.",
      footerHeading = "%nExample:%n",
      footer = "  latchkey org resume acme")
  static final class Resume extends OrgStatusCommand {

    Resume() {
      this(new JdbcRegistryAccess());
    }

    Resume(RegistryAccess registry) {
      super(registry, true);
    }
  }
}
