package dev.latchkey.directory;

import org.jspecify.annotations.Nullable;

/**
 * Who takes a further step after a login: somebody with a token, or with a one-time code.
 *
 * @param holder the organisation, the user and whether the session was ended; no session has ended
 *     where somebody comes with a code
 * @param organizationName as people see it
 * @param factor the confirmed second factor; null where there is none
 * @param enrolment the secret that was asked for within the hour and is not confirmed; null where
 *     there is none
 * @param tallies failures of earlier attempts
 */
public record StepHolder(
    SessionHolder holder,
    String organizationName,
    @Nullable StoredSecret factor,
    @Nullable StoredSecret enrolment,
    Tallies tallies) {}
