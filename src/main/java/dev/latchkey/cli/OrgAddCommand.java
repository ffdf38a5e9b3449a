package dev.latchkey.cli;

import dev.latchkey.directory.OrgDomain;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "add",
    description = "Adds an organisation.",
    footerHeading = "%nExamples:%n",
    footer = {"  latchkey org add acme", "  latchkey org add acme.example.com --name \"Acme Ltd\""})
class OrgAddCommand implements Callable<Integer> {

  private final RegistryAccess registry;

  @Spec CommandSpec spec;

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

  OrgAddCommand() {
    this(new JdbcRegistryAccess());
  }

  OrgAddCommand(RegistryAccess registry) {
    this.registry = registry;
  }

  @Override
  public Integer call() {
    var id =
        registry.run(
            services -> services.organizations().add(domain, name == null ? domain.value() : name));
    spec.commandLine().getOut().printf("Added organisation %s, id %s%n", domain.value(), id);
    return 0;
  }
}
