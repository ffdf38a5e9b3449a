package dev.latchkey.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user has beside the password.
 *
 * @param factorConfirmedAt null where there is no second factor
 * @param recoveryCodes how many are left
 * @param openCodes in the order of their purposes
 */
public record UserSteps(
    @Nullable Instant factorConfirmedAt, int recoveryCodes, List<OpenCode> openCodes) {

  public UserSteps {
    openCodes = List.copyOf(openCodes);
  }
}
