package dev.latchkey.password;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One password to check.
 *
 * @param password as the caller sent it
 * @param storedHash modular crypt format; null where there is nothing to compare with
 * @param highestCost the cost of every refusal, so that its time does not tell its reason; empty
 *     for the cost of new hashes
 * @param letIn whether the user may log in with the right password; if not, the check costs as much
 *     as a refusal
 */
public record PasswordCheck(
    String password, @Nullable String storedHash, OptionalInt highestCost, boolean letIn) {

  @Override
  public String toString() {
    return "PasswordCheck[…]";
  }
}
