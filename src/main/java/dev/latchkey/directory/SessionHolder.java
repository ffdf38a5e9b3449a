package dev.latchkey.directory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a token is about, as the database knows them now: the organisation, which exists and is
 * active, and the user of the token.
 *
 * @param user null where the organisation has no user of this id
 * @param ended whether the token's session was ended by itself, by a logout. That all sessions of
 *     the user have ended is told by {@link LoginUser#epoch}
 */
public record SessionHolder(
    UUID organizationId, OrgDomain domain, @Nullable LoginUser user, boolean ended) {}
