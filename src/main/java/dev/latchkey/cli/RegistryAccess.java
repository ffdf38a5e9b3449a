package dev.latchkey.cli;

import dev.latchkey.password.NewPasswordRules;
import dev.latchkey.password.PasswordHasher;
import dev.latchkey.registry.CodeValidity;
import dev.latchkey.registry.OneTimeCodes;
import dev.latchkey.registry.Organizations;
import dev.latchkey.registry.Users;
import java.time.Clock;
import java.util.function.Supplier;

/** What commands work with, made only for those that need it. */
interface RegistryAccess {

  /** Does the work on a schema that is what this service needs. What it fails with is thrown. */
  <T> T run(Task<T> task);

  /** A piece of work. */
  @FunctionalInterface
  interface Task<T> {
    T with(Services services);
  }

  /**
   * The service's parts that commands use.
   *
   * @param rules for new passwords, made for the commands that set one; their settings are checked
   * @param hasher made when there is something to hash: its settings matter to nobody else
   * @param lock read by the commands that tell of it
   * @param codeValidity read by the commands that make a code; its settings are checked
   * @param audit opened by the commands that change something
   */
  record Services(
      Organizations organizations,
      Users users,
      OneTimeCodes codes,
      Supplier<NewPasswordRules> rules,
      Supplier<PasswordHasher> hasher,
      Supplier<LockRule> lock,
      Supplier<CodeValidity> codeValidity,
      AuditAccess audit,
      Clock clock) {}
}
