package dev.latchkey.registry;

import dev.latchkey.settings.Settings;
import java.util.List;

/**
 * Who works with the tables of the owner, and what each may do with them. It is what the statements
 * need, and no more: a statement that is new or changed changes this table. PostgreSQL checks
 * foreign keys with the owner's rights, so they need nothing here.
 */
public enum DatabaseRole {
  /**
   * Serves logins: reads organisations and users, counts the attempts, ends sessions, and keeps the
   * second factors. New passwords it sets with two functions that look at the old password or at a
   * one-time code. It changes nothing else of a user, and adds none.
   */
  SERVICE(
      "latchkey.database.service-role",
      List.of(
          Right.on("organizations", "SELECT"),
          Right.on("users", "SELECT"),
          Right.onColumns("users", "UPDATE", "session_epoch"),
          Right.on("login_names", "SELECT"),
          Right.on("ended_sessions", "SELECT", "INSERT", "DELETE"),
          Right.on("second_factors", "SELECT", "INSERT", "DELETE"),
          Right.onColumns(
              "second_factors",
              "UPDATE",
              "key_id",
              "secret",
              "last_step",
              "confirmed_at",
              "version"),
          Right.on("factor_enrolments", "SELECT", "INSERT", "DELETE"),
          Right.onColumns("factor_enrolments", "UPDATE", "key_id", "secret", "made_at"),
          Right.on("recovery_codes", "SELECT", "INSERT", "DELETE"),
          Right.on("one_time_codes", "SELECT"),
          Right.toExecute("replace_password(uuid, bigint, text, text)"),
          Right.toExecute("use_one_time_code(uuid, text, text)"),
          Right.on("attempt_key", "SELECT"),
          Right.on("failures", "SELECT", "INSERT", "UPDATE", "DELETE"),
          Right.on("account_failures", "SELECT", "INSERT", "UPDATE", "DELETE"),
          Right.on("known_networks", "SELECT", "INSERT", "UPDATE", "DELETE"),
          Right.on("flyway_schema_history", "SELECT"))),

  /** Runs the commands for organisations and users. */
  OPERATOR(
      "latchkey.database.operator-role",
      List.of(
          Right.on("organizations", "SELECT", "INSERT", "UPDATE"),
          Right.on("users", "SELECT", "INSERT", "UPDATE", "DELETE"),
          Right.on("login_names", "SELECT", "INSERT", "UPDATE", "DELETE"),
          Right.on("account_failures", "SELECT", "DELETE"),
          Right.on("known_networks", "SELECT"),
          Right.onColumns("known_networks", "UPDATE", "failures"),
          Right.on("one_time_codes", "SELECT", "INSERT", "UPDATE", "DELETE"),
          Right.on("second_factors", "SELECT", "INSERT", "DELETE"),
          Right.on("recovery_codes", "SELECT"),
          Right.on("factor_enrolments", "SELECT", "DELETE"),
          Right.on("flyway_schema_history", "SELECT")));

  private final String property;
  private final List<Right> rights;

  DatabaseRole(String property, List<List<Right>> rights) {
    this.property = property;
    this.rights = rights.stream().flatMap(List::stream).toList();
  }

  /** The environment variable that names the role to {@code migrate}. */
  String variable() {
    return Settings.variable(property);
  }

  List<Right> rights() {
    return rights;
  }
}
