package dev.latchkey.token;

import java.util.UUID;

/**
 * What a token of ours says, after its signature, its times and its purpose were found right. What
 * became of the user since it was issued is not in it.
 *
 * @param epoch of the user's sessions when it was issued
 */
public record TokenClaims(
    UUID userId,
    String username,
    UUID organizationId,
    String organizationDomain,
    TokenScope scope,
    long epoch,
    TokenSession session) {

  /** Names people by their id alone. */
  @Override
  public String toString() {
    return "TokenClaims[userId=" + userId + ", scope=" + scope + "]";
  }
}
