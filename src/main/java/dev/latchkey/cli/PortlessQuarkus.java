package dev.latchkey.cli;

import dev.latchkey.directory.DatabaseAddress;
import dev.latchkey.directory.DatabaseConfig;
import dev.latchkey.directory.Registrar;
import dev.latchkey.directory.Schema;
import dev.latchkey.password.PasswordHasher;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.Dependent;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Starts Quarkus for one piece of work: without ports, and quiet but for errors, which go to
 * standard error. What to do is handed over in a static field, because Quarkus makes the instance;
 * there is one command in a process.
 */
@Dependent
@Unremovable
class PortlessQuarkus implements QuarkusApplication {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "quarkus.http.host-enabled", "false",
          "quarkus.management.host-enabled", "false",
          "quarkus.banner.enabled", "false",
          "quarkus.log.level", "ERROR",
          "quarkus.log.console.json.enabled", "false",
          "quarkus.log.console.async.enabled", "false",
          "quarkus.log.console.stderr", "true");

  private static @Nullable Run<?> current;

  private final DatabaseConfig database;
  private final Backend.Services services;

  PortlessQuarkus(
      DatabaseConfig database, Schema schema, Registrar registrar, PasswordHasher hasher) {
    this.database = database;
    services = new Backend.Services(schema, registrar, hasher);
  }

  /** Whether this process runs a command rather than serves. */
  static boolean isRunning() {
    return current != null;
  }

  static <T> T start(Backend.Task<T> task) {
    SETTINGS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
    var run = new Run<>(task);
    current = run;
    Quarkus.run(PortlessQuarkus.class, (exitCode, failure) -> run.end(failure));
    return run.result();
  }

  @Override
  public int run(String... args) throws Exception {
    if (current != null) {
      current.perform(this);
    }
    return 0;
  }

  private static final class Run<T> {

    private final Backend.Task<T> task;
    private @Nullable T result;
    private @Nullable Throwable failure;

    Run(Backend.Task<T> task) {
      this.task = task;
    }

    void perform(PortlessQuarkus quarkus) {
      try {
        DatabaseAddress.parse(quarkus.database.url());
        Uni<T> work = task.with(quarkus.services);
        result = VertxContextSupport.subscribeAndAwait(() -> work);
      } catch (Throwable e) {
        failure = e;
      }
    }

    /** Only where the start failed is there no failure of the work yet. */
    void end(@Nullable Throwable startFailure) {
      if (failure == null && startFailure != null) {
        var line = StartFailure.explain(startFailure, ConfigProvider.getConfig());
        failure = line.<Throwable>map(CommandFailure::new).orElse(startFailure);
      }
    }

    T result() {
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
