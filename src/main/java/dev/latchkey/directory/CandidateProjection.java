package dev.latchkey.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * One row of the look-up, filled by Hibernate: everything of the user is null where the name means
 * none, and {@code highestCost} where no user has a usable hash.
 */
@NullUnmarked
@RegisterForReflection // only the text of the query names it
record CandidateProjection(
    UUID organizationId,
    String domain,
    Short highestCost,
    UUID userId,
    String username,
    String email,
    String firstName,
    String lastName,
    String status,
    String passwordHash,
    Boolean mfaRequired,
    Boolean mfaConfigured,
    Boolean changePassword,
    Instant inviteExpiresAt,
    String[] favorites) {

  Candidate toCandidate() {
    return new Candidate(
        organizationId,
        new OrgDomain(domain),
        highestCost == null ? OptionalInt.empty() : OptionalInt.of(highestCost),
        userId == null ? null : user(userId));
  }

  private LoginUser user(UUID id) {
    return new LoginUser(
        id,
        username,
        email,
        firstName,
        lastName,
        UserStatus.parse(status).orElseThrow(),
        passwordHash,
        mfaRequired,
        mfaConfigured,
        changePassword,
        inviteExpiresAt,
        List.of(favorites));
  }

  @Override
  public String toString() {
    return "CandidateProjection[" + userId + "]";
  }
}
