package dev.latchkey.cli;

import dev.latchkey.audit.CommandAudit;
import jakarta.enterprise.inject.Vetoed;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Vetoed
@Command(
    name = "migrate",
    description = {
      "Brings the database's schema up to date. Gives the roles that LATCHKEY_DATABASE_SERVICE_ROLE and"
          + " LATCHKEY_DATABASE_OPERATOR_ROLE name exactly what they need, and takes back the rest.",
      "Needed where LATCHKEY_MIGRATE_AT_START=false, as when the service's database user may not change"
          + " the schema."
    },
    footerHeading = "%nExample:%n",
    footer = "  LATCHKEY_DATABASE_USERNAME=owner latchkey migrate")
class MigrateCommand implements Callable<Integer> {

  private static final String ACT = "migrate";

  private final IntSupplier migrations;
  private final AuditAccess audits;

  @Spec CommandSpec spec;

  MigrateCommand(IntSupplier migrations, AuditAccess audits) {
    this.migrations = migrations;
    this.audits = audits;
  }

  @Override
  public Integer call() {
    int applied = migrate();
    spec.commandLine()
        .getOut()
        .println(applied == 0 ? "The schema is up to date" : "Applied migrations: " + applied);
    return 0;
  }

  private int migrate() {
    try (var audit = audits.open(spec.commandLine().getErr())) {
      int applied = migrate(audit);
      audit.write(ACT, Map.of("migrations", Integer.toString(applied)));
      return applied;
    }
  }

  /** Where it fails, some migrations and rights may be kept. */
  private int migrate(CommandAudit audit) {
    try {
      return migrations.getAsInt();
    } catch (RuntimeException e) {
      audit.write(ACT, Map.of("outcome", "failed"));
      throw e;
    }
  }
}
