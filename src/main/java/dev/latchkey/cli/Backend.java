package dev.latchkey.cli;

import dev.latchkey.directory.Registrar;
import dev.latchkey.directory.Schema;
import dev.latchkey.password.PasswordHasher;
import io.smallrye.mutiny.Uni;

/** What commands work with, started only for those that need it. */
interface Backend {

  /** Does the work and waits for its result. What it fails with is thrown. */
  <T> T run(Task<T> task);

  /** The same, once the schema is what this service needs. */
  default <T> T runOnSchema(Task<T> task) {
    return run(
        services -> {
          services.schema().prepare();
          return task.with(services);
        });
  }

  /** A piece of work. It begins on a thread that may block. */
  @FunctionalInterface
  interface Task<T> {
    Uni<T> with(Services services);
  }

  /** The service's parts that commands use. */
  record Services(Schema schema, Registrar registrar, PasswordHasher hasher) {}
}
