package dev.latchkey.cli;

import dev.latchkey.audit.CommandAudit;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.PrintWriter;

/** Opens the audit for a command that changes something, before it does so. */
@FunctionalInterface
interface AuditAccess {

  /**
   * @param err standard error of the command
   * @throws ConfigurationException when no event could be kept: nothing may be done
   */
  CommandAudit open(PrintWriter err);
}
