package dev.latchkey.cli;

import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine.Command;

@Vetoed
@Command(
    name = "suspend",
    description = {
      "Lets nobody of an organisation log in: from now on the service answers as if it did not exist.",
      "Nothing is deleted. All sessions end, for good. Tokens that were given already hold until they"
          + " expire, at most an hour."
    },
    footerHeading = "%nExample:%n",
    footer = "  latchkey org suspend acme")
class OrgSuspendCommand extends OrgStatusCommand {

  OrgSuspendCommand(RegistryAccess registry) {
    super(registry, false);
  }
}
