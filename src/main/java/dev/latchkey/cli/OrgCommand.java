package dev.latchkey.cli;

import picocli.CommandLine.Command;

@Command(
    name = "org",
    description = "Organisations.",
    subcommands = {
      OrgAddCommand.class,
      OrgListCommand.class,
      OrgSuspendCommand.class,
      OrgResumeCommand.class
    })
class OrgCommand {}
