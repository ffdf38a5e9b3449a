package dev.latchkey.cli;

import dev.latchkey.directory.OrgDomain;
import dev.latchkey.registry.UnknownChangeException;
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

  /** What changes something, and tells the audit when that is done. */
  @FunctionalInterface
  interface Change {
    void make(RegistryAccess.Services services, OperatorAct act);
  }

  /**
   * Does the work on an audit that is open, and returns the exit code of success.
   *
   * @param name of the act
   */
  final int change(String name, OrgDomain organization, Change change) {
    return run(
        services -> {
          try (var audit = services.audit().open(spec.commandLine().getErr())) {
            make(change, services, new OperatorAct(audit, name, organization));
          }
        });
  }

  private static void make(Change change, RegistryAccess.Services services, OperatorAct act) {
    try {
      change.make(services, act);
    } catch (UnknownChangeException e) {
      act.unknown();
      throw e;
    }
  }

  final void say(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format + "%n", values);
  }
}
