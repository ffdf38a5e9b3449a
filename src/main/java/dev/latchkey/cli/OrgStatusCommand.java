package dev.latchkey.cli;

import dev.latchkey.directory.OrgDomain;
import picocli.CommandLine.Parameters;

/** Suspends an organisation, or ends that. */
abstract class OrgStatusCommand extends RegistryCommand {

  private final boolean active;

  @Parameters(
      paramLabel = "DOMAIN",
      description = "The organisation's domain.",
      converter = OrgDomainConverter.class)
  OrgDomain domain;

  OrgStatusCommand(RegistryAccess registry, boolean active) {
    super(registry);
    this.active = active;
  }

  @Override
  public final Integer call() {
    return change(
        active ? "org_resume" : "org_suspend",
        domain,
        (services, act) -> {
          services.organizations().setActive(domain, active);
          act.done();
          say("Organisation %s is %s", domain.value(), active ? "active" : "suspended");
        });
  }
}
