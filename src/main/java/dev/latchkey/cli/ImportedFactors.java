package dev.latchkey.cli;

import dev.latchkey.cli.console.CommandException;
import dev.latchkey.cli.imports.ImportedUser;
import dev.latchkey.cli.imports.RowException;
import dev.latchkey.factor.FactorKeys;
import dev.latchkey.factor.SealedSecret;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The second factors that users bring with them. The factor keys are read for the first row that
 * needs them: a file without second factors does without.
 */
final class ImportedFactors {

  private final RegistryAccess.Services services;
  private @Nullable FactorKeys keys;

  ImportedFactors(RegistryAccess.Services services) {
    this.services = services;
  }

  /**
   * How to seal the user's secret; null for a user without one.
   *
   * @throws RowException when what the row has is no secret
   * @throws CommandException when the user has or needs a second factor, and there is no factor key
   */
  @Nullable Function<UUID, SealedSecret> sealing(long row, ImportedUser user) throws RowException {
    var secret = user.totpSecret();
    if (secret == null && !user.flag("mfaRequired")) {
      return null;
    }
    if (keys == null) {
      keys = services.requireFactorKeys("FILE: row " + row + " has mfaRequired or totpSecret");
    }
    var sealingKeys = keys;
    return secret == null ? null : id -> sealingKeys.seal(id, secret);
  }
}
