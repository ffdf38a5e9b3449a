package dev.latchkey.login;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

@Path("/v1/{orgDomain}/auth/login")
class LoginResource {
  @POST
  public String login(@PathParam("orgDomain") String orgDomain, String body) {
    return "skeleton";
  }
}
