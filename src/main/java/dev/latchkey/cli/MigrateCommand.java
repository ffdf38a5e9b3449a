package dev.latchkey.cli;

import jakarta.enterprise.inject.Vetoed;
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

  private final IntSupplier migrations;

  @Spec CommandSpec spec;

  MigrateCommand(IntSupplier migrations) {
    this.migrations = migrations;
  }

  @Override
  public Integer call() {
    int applied = migrations.getAsInt();
    spec.commandLine()
        .getOut()
        .println(applied == 0 ? "The schema is up to date" : "Applied migrations: " + applied);
    return 0;
  }
}
