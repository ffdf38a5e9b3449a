package dev.latchkey.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on the organisations and users of the database. */
abstract class RegistryCommand implements Callable<Integer> {

  private final RegistryAccess registry;

  @Spec CommandSpec spec;

  RegistryCommand(RegistryAccess registry) {
    this.registry = registry;
  }

  /** Does the work, and returns the exit code of success. */
  final int run(Consumer<RegistryAccess.Services> work) {
    return registry.run(
        services -> {
          work.accept(services);
          return 0;
        });
  }

  final void say(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format + "%n", values);
  }
}
