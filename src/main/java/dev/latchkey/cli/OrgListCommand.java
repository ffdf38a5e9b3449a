package dev.latchkey.cli;

import dev.latchkey.cli.console.Json;
import dev.latchkey.cli.console.Listing;
import dev.latchkey.registry.OrganizationDetails;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = "Lists the organisations, by domain.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey org list",
      "  latchkey org list --json | jq -r '.[] | select(.status == \"suspended\").domain'"
    })
class OrgListCommand implements Callable<Integer> {

  private final RegistryAccess registry;

  @Spec CommandSpec spec;

  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  OrgListCommand() {
    this(new JdbcRegistryAccess());
  }

  OrgListCommand(RegistryAccess registry) {
    this.registry = registry;
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var listing =
        json ? Listing.json(out) : Listing.table(out, "DOMAIN", "STATUS", "CREATED", "NAME");
    return registry.run(
        services -> {
          services.organizations().forEach(org -> listing.add(cells(org), () -> Json.of(org)));
          listing.end();
          return 0;
        });
  }

  private static List<String> cells(OrganizationDetails organization) {
    return List.of(
        organization.domain().value(),
        organization.active() ? "active" : "suspended",
        organization.createdAt().toString().substring(0, 10),
        organization.name());
  }
}
