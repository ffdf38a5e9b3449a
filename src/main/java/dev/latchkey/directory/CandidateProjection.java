package dev.latchkey.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * One row of the look-up of a name, filled by Hibernate: {@code highestCost} is null where no user
 * has a usable hash.
 */
@NullUnmarked
@RegisterForReflection // only the text of the query names it
record CandidateProjection(
    UUID organizationId,
    String domain,
    Short highestCost,
    UserProjection user,
    TalliesProjection tallies) {

  Candidate toCandidate() {
    return new Candidate(
        organizationId,
        new OrgDomain(domain),
        highestCost == null ? OptionalInt.empty() : OptionalInt.of(highestCost),
        user.toUser(),
        tallies.toTallies());
  }
}
