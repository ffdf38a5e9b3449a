package dev.latchkey.registry;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What failed logins and full ones left of a user.
 *
 * @param failures in a row, from all networks that are not known
 * @param lastFailureAt null where there is no failure
 * @param knownNetworks how many networks are known
 * @param lastKnownOn the newest day of a full login from one of them; null where there is none
 * @param networkFailures in a row, from the known network that has the most
 */
public record UserAttempts(
    int failures,
    @Nullable Instant lastFailureAt,
    int knownNetworks,
    @Nullable LocalDate lastKnownOn,
    int networkFailures) {}
