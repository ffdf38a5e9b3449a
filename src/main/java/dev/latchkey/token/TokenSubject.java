package dev.latchkey.token;

import java.util.UUID;

/**
 * Whom a token is about, and what it opens.
 *
 * @param epoch of the user's sessions: it rises when all of them end
 */
public record TokenSubject(
    UUID userId,
    String username,
    String email,
    UUID organizationId,
    String organizationDomain,
    TokenScope scope,
    long epoch) {

  /** Names people by their id alone, so that no log gets their address by accident. */
  @Override
  public String toString() {
    return "TokenSubject[userId=" + userId + ", scope=" + scope + "]";
  }
}
