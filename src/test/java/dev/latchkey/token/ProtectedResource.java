package dev.latchkey.token;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A resource server on smallrye-jwt, for tests: it knows the issuer and the key set's address. */
@Path("/test/protected")
@Authenticated
public class ProtectedResource {

  @Inject JsonWebToken token;

  @GET
  public String name() {
    return token.getName();
  }
}
