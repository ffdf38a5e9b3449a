package dev.latchkey.registry;

/**
 * What was removed of a user's second factor.
 *
 * @param confirmed whether there was a confirmed factor
 * @param recoveryCodes how many were left
 * @param enrolment whether an enrolment was begun, and not confirmed
 */
public record RemovedFactor(boolean confirmed, int recoveryCodes, boolean enrolment) {

  public boolean isNothing() {
    return !confirmed && !enrolment;
  }
}
