package dev.latchkey.cli;

import dev.latchkey.cli.console.CommandException;
import dev.latchkey.factor.FactorKeys;
import dev.latchkey.password.NewPasswordRules;
import dev.latchkey.password.PasswordHasher;
import dev.latchkey.registry.CodeValidity;
import dev.latchkey.registry.FactorUses;
import dev.latchkey.registry.OneTimeCodes;
import dev.latchkey.registry.Organizations;
import dev.latchkey.registry.Users;
import java.time.Clock;
import java.util.Optional;
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
   * @param factorKeys read by the commands that have to do with second factors; empty where there
   *     are none
   * @param lock read by the commands that tell of it
   * @param codeValidity read by the commands that make a code; its settings are checked
   * @param audit opened by the commands that change something
   */
  record Services(
      Organizations organizations,
      Users users,
      FactorUses factorUses,
      OneTimeCodes codes,
      Supplier<NewPasswordRules> rules,
      Supplier<PasswordHasher> hasher,
      Supplier<Optional<FactorKeys>> factorKeys,
      Supplier<LockRule> lock,
      Supplier<CodeValidity> codeValidity,
      AuditAccess audit,
      Clock clock) {

    /**
     * @param what needs them, as the beginning of a sentence
     * @throws CommandException when there are none: then nobody could set up a second factor
     */
    FactorKeys requireFactorKeys(String what) {
      return factorKeys
          .get()
          .orElseThrow(
              () ->
                  new CommandException(
                      what
                          + ", but there is no factor key: set LATCHKEY_FACTOR_KEYS to the folder of the"
                          + " keys, as for the service."));
    }
  }
}
