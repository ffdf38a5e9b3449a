package dev.latchkey.directory;

import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the directory knows about one login: the organisation, which exists and is active, and the
 * user, if the name means one.
 *
 * @param highestCost the highest bcrypt cost (4 to 15) among the organisation's users; empty where
 *     no user has a usable hash
 */
public record Match(
    UUID organizationId, OrgDomain domain, OptionalInt highestCost, @Nullable Account account) {

  /** Null where the name means nobody. */
  public @Nullable UUID userId() {
    return account == null ? null : account.id();
  }
}
