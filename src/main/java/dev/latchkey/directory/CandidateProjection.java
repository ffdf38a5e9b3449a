package dev.latchkey.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * One row of the look-up, filled by Hibernate: everything of the user is null where the name means
 * none, {@code highestCost} where no user has a usable hash, and what is counted where it is none.
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
    String[] favorites,
    Instant now,
    Double nameFailures,
    Instant nameFailedAt,
    Double network1Failures,
    Instant network1FailedAt,
    Double network2Failures,
    Instant network2FailedAt,
    Double network3Failures,
    Instant network3FailedAt,
    Integer accountFailures,
    Instant accountFailedAt,
    LocalDate networkSeenOn,
    Integer knownNetworkFailures,
    Long organizationEpoch,
    Long userEpoch) {

  Candidate toCandidate() {
    return new Candidate(
        organizationId,
        new OrgDomain(domain),
        highestCost == null ? OptionalInt.empty() : OptionalInt.of(highestCost),
        userId == null ? null : user(userId),
        tallies());
  }

  private Tallies tallies() {
    return new Tallies(
        tally(nameFailures, nameFailedAt),
        List.of(
            tally(network1Failures, network1FailedAt),
            tally(network2Failures, network2FailedAt),
            tally(network3Failures, network3FailedAt)),
        tally(accountFailures, accountFailedAt),
        networkSeenOn == null ? null : new KnownNetwork(networkSeenOn, knownNetworkFailures),
        LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  /** By the database's clock alone, which may have been ahead when it counted the last one. */
  private Tally tally(Number failures, Instant at) {
    if (failures == null) {
      return Tally.NONE;
    }
    var age = Duration.between(at, now);
    return new Tally(failures.doubleValue(), age.isNegative() ? Duration.ZERO : age);
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
    return "CandidateProjection[" + userId + "]";
  }
}
