package dev.latchkey.password;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One password to check.
 *
 * @param password as the caller sent it
 * @param storedHash modular crypt format; null where there is nothing to compare with
 * @param highestCost what every refusal costs, so that none tells by its time why it was one; empty
 *     for the cost of new hashes
 * @param letIn whether the right password opens; if not it costs what a refusal costs
 */
public record PasswordCheck(
    String password, @Nullable String storedHash, OptionalInt highestCost, boolean letIn) {

  @Override
  public String toString() {
    return "PasswordCheck[…]";
  }
}
