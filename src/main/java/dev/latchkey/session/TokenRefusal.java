package dev.latchkey.session;

import dev.latchkey.directory.OrgDomain;
import dev.latchkey.http.ErrorStatus;
import dev.latchkey.http.Refusal;
import dev.latchkey.token.TokenClaims;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A call that takes a token came without one that it takes (RFC 6750, section 3). A client that
 * reads {@code invalid_token} has no session any more; without it, no token was seen.
 */
public final class TokenRefusal extends Refusal {

  private static final long serialVersionUID = 1L;

  private TokenRefusal(String challenge) {
    super(ErrorStatus.UNAUTHORIZED, Map.of("WWW-Authenticate", challenge));
  }

  /**
   * There is no token, or credentials of another kind.
   *
   * @param domain of the path; empty where the path has none
   */
  static TokenRefusal missing(Optional<OrgDomain> domain) {
    return new TokenRefusal(challenge(domain).toString());
  }

  /** The token is the reason, whatever is wrong with it. */
  static TokenRefusal invalid(Optional<OrgDomain> domain) {
    return new TokenRefusal(challenge(domain).add("error=\"invalid_token\"").toString());
  }

  /** What the database knows is against the token. */
  public static TokenRefusal of(TokenClaims token) {
    return invalid(Optional.of(new OrgDomain(token.organizationDomain())));
  }

  /**
   * The token is good, but the login that it stands for does not suffice (RFC 9470, section 3): it
   * is too long ago, or had no second factor.
   */
  public static TokenRefusal insufficient(TokenClaims token) {
    return new TokenRefusal(
        challenge(Optional.of(new OrgDomain(token.organizationDomain())))
            .add("error=\"insufficient_user_authentication\"")
            .add("max_age=" + Demand.FRESH.toSeconds())
            .toString());
  }

  /** The form of a domain needs no quoting. */
  private static StringJoiner challenge(Optional<OrgDomain> domain) {
    var parameters = new StringJoiner(", ", "Bearer ", "").setEmptyValue("Bearer");
    domain.ifPresent(realm -> parameters.add("realm=\"" + realm.value() + "\""));
    return parameters;
  }
}
