package dev.latchkey.directory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Failures to be counted for an account.
 *
 * @param network one that is known for the account, and has a count of its own; null where the
 *     account's own count rises
 * @param failures how many more
 */
public record AccountWrite(UUID user, @Nullable UUID network, int failures) {}
