package dev.latchkey.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * One row of the look-up for a token, filled by Hibernate: everything of the user is null where
 * there is none, {@code endedSession} where the session was not ended.
 */
@NullUnmarked
@RegisterForReflection // only the text of the query names it
record SessionHolderProjection(
    UUID organizationId,
    String domain,
    Long organizationEpoch,
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
    String[] favorites,
    Long userEpoch,
    UUID endedSession) {

  SessionHolder toHolder() {
    return new SessionHolder(
        organizationId,
        new OrgDomain(domain),
        userId == null ? null : user(userId),
        endedSession != null);
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
        List.of(favorites),
        organizationEpoch + userEpoch);
  }

  @Override
  public String toString() {
    return "SessionHolderProjection[" + userId + "]";
  }
}
