package dev.latchkey.cli;

import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "resume",
    description = "Lets a suspended organisation's users log in again.",
    footerHeading = "%nExample:%n",
    footer = "  latchkey org resume acme")
class OrgResumeCommand extends OrgStatusCommand {

  OrgResumeCommand(RegistryAccess registry) {
    super(registry, true);
  }
}
