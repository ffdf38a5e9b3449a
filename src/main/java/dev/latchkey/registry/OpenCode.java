package dev.latchkey.registry;

import java.time.Instant;

/**
 * A one-time code that can still be used. The code itself is known to its user alone.
 *
 * @param purpose as {@link CodePurpose#text()} writes it
 */
public record OpenCode(String purpose, Instant expiresAt) {}
