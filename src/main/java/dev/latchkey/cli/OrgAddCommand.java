package dev.latchkey.cli;

import dev.latchkey.directory.OrgDomain;
import jakarta.enterprise.inject.Vetoed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Vetoed
@Command(
    name = "add",
    description = "Adds an organisation.",
    footerHeading = "%nExamples:%n",
    footer = {"  latchkey org add acme", "  latchkey org add acme.example.com --name \"Acme Ltd\""})
class OrgAddCommand extends RegistryCommand {

  @Parameters(
      paramLabel = "DOMAIN",
      description =
          "What names it in addresses: letters, digits, '.' and '-'; case does not matter.",
      converter = OrgDomainConverter.class)
  OrgDomain domain;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call it; the domain if not given.")
  @Nullable String name;

  OrgAddCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return change("org_add", domain, this::add);
  }

  private void add(RegistryAccess.Services services, OperatorAct act) {
    var id = services.organizations().add(domain, name == null ? domain.value() : name);
    act.done();
    say("Added organisation %s, id %s", domain.value(), id);
  }
}
