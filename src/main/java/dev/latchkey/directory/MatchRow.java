package dev.latchkey.directory;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of the look-up; everything of the user is null where the name means none. */
record MatchRow(
    UUID organizationId,
    String domain,
    @Nullable Short highestCost,
    @Nullable UUID userId,
    @Nullable String username,
    @Nullable String email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String status,
    @Nullable String passwordHash,
    @Nullable Boolean mfaRequired,
    @Nullable Boolean mfaConfigured,
    @Nullable Boolean changePassword,
    @Nullable Instant inviteExpiresAt,
    String @Nullable [] favorites) {

  Match toMatch() {
    return new Match(
        organizationId,
        new OrgDomain(domain),
        highestCost == null ? OptionalInt.empty() : OptionalInt.of(highestCost),
        userId == null ? null : account(userId));
  }

  private Account account(UUID id) {
    return new Account(
        id,
        username,
        email,
        firstName,
        lastName,
        Account.Status.of(status),
        passwordHash,
        mfaRequired,
        mfaConfigured,
        changePassword,
        inviteExpiresAt,
        List.of(favorites));
  }

  @Override
  public String toString() {
    return "MatchRow[" + userId + "]";
  }
}
