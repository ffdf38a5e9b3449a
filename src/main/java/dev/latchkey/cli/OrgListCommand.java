package dev.latchkey.cli;

import dev.latchkey.cli.console.Json;
import dev.latchkey.cli.console.Listing;
import dev.latchkey.registry.OrganizationDetails;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Vetoed
@Command(
    name = "list",
    description = "Lists the organisations, by domain.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey org list",
      "  latchkey org list --json | jq -r '.[] | select(.status == \"suspended\").domain'"
    })
class OrgListCommand extends RegistryCommand {

  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  OrgListCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return run(this::list);
  }

  private void list(RegistryAccess.Services services) {
    var out = spec.commandLine().getOut();
    var listing =
        json ? Listing.json(out) : Listing.table(out, "DOMAIN", "STATUS", "CREATED", "NAME");
    services.organizations().forEach(org -> listing.add(cells(org), () -> Json.of(org)));
    listing.end();
  }

  private static List<String> cells(OrganizationDetails organization) {
    return List.of(
        organization.domain().value(),
        organization.active() ? "active" : "suspended",
        organization.createdAt().toString().substring(0, 10),
        organization.name());
  }
}
