package dev.latchkey.cli;

import dev.latchkey.audit.CommandAudit;
import dev.latchkey.directory.OrgDomain;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What an operator does to an organisation or to one of its users, on its way into the audit. The
 * event comes when it is done, and before the command says so. People are named by their ids.
 */
final class OperatorAct {

  private final CommandAudit audit;
  private final String name;
  private final OrgDomain organization;

  /**
   * @param name as the audit has it, in the form of {@code user_disable}
   */
  OperatorAct(CommandAudit audit, String name, OrgDomain organization) {
    this.audit = audit;
    this.name = name;
    this.organization = organization;
  }

  /** It was done to the organisation. */
  void done() {
    write(Map.of());
  }

  /** It was done to a user. */
  void done(UUID user) {
    done(user, Map.of());
  }

  /**
   * It was done to a user.
   *
   * @param more fields, without anything that is secret or a person's
   */
  void done(UUID user, Map<String, String> more) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("user", user.toString());
    fields.putAll(more);
    write(fields);
  }

  /** The connection broke at its end: it may be done or not. */
  void unknown() {
    write(Map.of("outcome", "unknown"));
  }

  void done(Map<String, String> more) {
    write(more);
  }

  private void write(Map<String, String> more) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("organization", organization.value());
    fields.putAll(more);
    audit.write(name, fields);
  }
}
