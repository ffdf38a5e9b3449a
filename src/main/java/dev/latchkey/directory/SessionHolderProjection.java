package dev.latchkey.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * One row of the look-up of a token, filled by Hibernate: {@code endedSession} is null where the
 * session was not ended.
 */
@NullUnmarked
@RegisterForReflection // only the text of the query names it
record SessionHolderProjection(
    UUID organizationId, String domain, UserProjection user, UUID endedSession) {

  SessionHolder toHolder() {
    return new SessionHolder(
        organizationId, new OrgDomain(domain), user.toUser(), endedSession != null);
  }
}
