package dev.latchkey.directory;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may be about to log in: the organisation, which exists and is active, and the user, if the
 * name means one. It answers for somebody and for nobody alike.
 *
 * @param highestCost the highest bcrypt cost (4 to 15) among the organisation's users; empty where
 *     no user has a usable hash
 * @param user null where the name means nobody
 * @param tallies failures of earlier attempts
 */
public record Candidate(
    UUID organizationId,
    OrgDomain domain,
    OptionalInt highestCost,
    @Nullable LoginUser user,
    Tallies tallies) {

  /** Null where the name means nobody. */
  public @Nullable UUID userId() {
    return user == null ? null : user.id();
  }

  /** Whether the right password lets the user in now; nobody is never let in. */
  public boolean mayLogIn(Instant now) {
    return user != null && user.mayLogIn(now);
  }

  /** Modular crypt format, unchecked; null where there is nothing to compare a password with. */
  public @Nullable String passwordHash() {
    return user == null ? null : user.passwordHash();
  }
}
