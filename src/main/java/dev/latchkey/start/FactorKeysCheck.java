package dev.latchkey.start;

import dev.latchkey.factor.FactorKeys;
import dev.latchkey.registry.FactorUses;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;

/** Whether the factor keys are those that the users in the database need. */
final class FactorKeysCheck {

  /** So many of the missing keys are named. */
  private static final int NAMED = 5;

  private FactorKeysCheck() {}

  /**
   * It blocks on the database.
   *
   * @return what is allowed but not well, in one line
   * @throws ConfigurationException when a key is missing that second factors are encrypted with:
   *     their users could not log in. The message is one line that names it
   */
  static Optional<String> check(Optional<FactorKeys> keys, FactorUses factors) {
    var missing = factors.keysOtherThan(keys.map(FactorKeys::ids).orElse(List.of()), NAMED + 1);
    if (!missing.isEmpty()) {
      throw new ConfigurationException(
          "Second factors in the database need factor keys that are missing: "
              + names(missing)
              + ". Put them back into the folder of LATCHKEY_FACTOR_KEYS (latchkey.factor.keys)");
    }
    return keys.isEmpty() && factors.areRequired()
        ? Optional.of(
            "Users must use a second factor, and there is no factor key: a user without a second factor"
                + " cannot set one up. Set LATCHKEY_FACTOR_KEYS (latchkey.factor.keys) to a folder of keys")
        : Optional.empty();
  }

  /** What is in the database may be any text. */
  private static String names(List<String> keyIds) {
    var named =
        keyIds.stream().limit(NAMED).map(id -> id.replaceAll("[^A-Za-z0-9._-]", "?")).toList();
    return String.join(", ", named) + (keyIds.size() > NAMED ? ", and more" : "");
  }
}
