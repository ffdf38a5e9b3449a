package dev.latchkey.cli;

import dev.latchkey.directory.OrgDomain;
import picocli.CommandLine.Parameters;

/** The organisation whose users a command is about: its first parameter. */
class OrganizationParameter {

  @Parameters(
      index = "0",
      paramLabel = "ORG",
      description = "The organisation's domain.",
      converter = OrgDomainConverter.class)
  OrgDomain domain;
}
