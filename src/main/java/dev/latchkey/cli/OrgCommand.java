package dev.latchkey.cli;

import picocli.CommandLine.Command;

@Command(
    name = "org",
    description = "Organisations.",
    subcommands = {
      OrgAddCommand.class,
      OrgListCommand.class,
      OrgStatusCommand.Suspend.class,
      OrgStatusCommand.Resume.class
    })
class OrgCommand {}
