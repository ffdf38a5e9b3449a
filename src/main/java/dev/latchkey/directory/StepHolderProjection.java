package dev.latchkey.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * One row of the look-up of a further step, filled by Hibernate: what the user does not have is
 * null.
 */
@NullUnmarked
@RegisterForReflection // only the text of the query names it
record StepHolderProjection(
    UUID organizationId,
    String domain,
    String organizationName,
    UserProjection user,
    TalliesProjection tallies,
    UUID endedSession,
    String factorKey,
    byte[] factorSecret,
    Instant confirmedAt,
    Long factorVersion,
    String enrolmentKey,
    byte[] enrolmentSecret,
    Instant enrolledAt) {

  StepHolder toHolder() {
    return new StepHolder(
        new SessionHolder(
            organizationId, new OrgDomain(domain), user.toUser(), endedSession != null),
        organizationName,
        stored(factorKey, factorSecret, confirmedAt, factorVersion),
        stored(enrolmentKey, enrolmentSecret, enrolledAt, 0L),
        tallies.toTallies());
  }

  private static StoredSecret stored(String keyId, byte[] secret, Instant since, Long version) {
    return keyId == null ? null : new StoredSecret(keyId, secret, since, version);
  }

  @Override
  public String toString() {
    return "StepHolderProjection[" + user + "]";
  }
}
