package dev.latchkey.start;

import dev.latchkey.registry.DatabaseAddress;
import dev.latchkey.registry.DatabaseConfig;
import dev.latchkey.registry.DatabaseRole;
import dev.latchkey.registry.Schema;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Starts Quarkus for work on the schema, which needs its Flyway: without ports, and quiet but for
 * errors, which go to standard error. What to do is handed over in a static field, because Quarkus
 * makes the instance; there is one command in a process.
 */
@Dependent
@Unremovable
public class SchemaApplication implements QuarkusApplication {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "quarkus.http.host-enabled", "false",
          "quarkus.management.host-enabled", "false",
          "quarkus.banner.enabled", "false",
          "quarkus.log.level", "ERROR",
          "quarkus.log.console.json.enabled", "false",
          "quarkus.log.console.async.enabled", "false",
          "quarkus.log.console.stderr", "true");

  private static @Nullable Run current;

  private final DatabaseConfig database;
  private final Schema schema;

  SchemaApplication(DatabaseConfig database, Schema schema) {
    this.database = database;
    this.schema = schema;
  }

  /** Whether this process runs a command rather than serves. */
  static boolean isRunning() {
    return current != null;
  }

  /**
   * Brings the schema up to date.
   *
   * @return how many migrations were applied
   */
  public static int migrate() {
    return start(Schema::migrate);
  }

  /**
   * Brings the schema up to date for the commands, or refuses an older one where that is left to
   * others.
   */
  public static void prepareSchema() {
    start(
        schema -> {
          schema.migrateOrRequireCurrent(DatabaseRole.OPERATOR);
          return 0;
        });
  }

  private static int start(ToIntFunction<Schema> work) {
    SETTINGS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
    var run = new Run(work);
    current = run;
    Quarkus.run(SchemaApplication.class, (exitCode, failure) -> run.end(failure));
    return run.result();
  }

  @Override
  public int run(String... args) {
    if (current != null) {
      current.perform(this);
    }
    return 0;
  }

  private static final class Run {

    private final ToIntFunction<Schema> work;
    private @Nullable Integer result;
    private @Nullable Throwable failure;

    Run(ToIntFunction<Schema> work) {
      this.work = work;
    }

    void perform(SchemaApplication quarkus) {
      try {
        DatabaseAddress.parse(quarkus.database.url());
        result = work.applyAsInt(quarkus.schema);
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    /** Only where the start failed is there no failure of the work yet. */
    void end(@Nullable Throwable startFailure) {
      if (failure == null && startFailure != null) {
        var line = StartFailureText.explain(startFailure, ConfigProvider.getConfig());
        failure = line.<Throwable>map(StartException::new).orElse(startFailure);
      }
    }

    int result() {
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure != null) {
        throw new IllegalStateException(failure);
      }
      if (result == null) {
        throw new IllegalStateException("interrupted");
      }
      return result;
    }
  }
}
