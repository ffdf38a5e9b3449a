package dev.latchkey.directory;

import java.time.LocalDate;

/**
 * A network from which an account got a full token.
 *
 * @param seenOn the day of the last one (UTC)
 * @param failures in a row since then, from this network
 */
public record KnownNetwork(LocalDate seenOn, int failures) {}
