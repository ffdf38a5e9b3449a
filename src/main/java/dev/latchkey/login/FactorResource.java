package dev.latchkey.login;

import dev.latchkey.audit.Act;
import dev.latchkey.audit.Outcome;
import dev.latchkey.session.Demand;
import dev.latchkey.session.TokenGate;
import dev.latchkey.token.TokenScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** The second factor of the user of a token. */
@Path(FactorResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
class FactorResource {

  static final String PATH = "/v1/{orgDomain}/auth/mfa";

  private static final String TOTP = "/totp";
  private static final String CONFIRM = "/totp/confirm";
  private static final String REMOVE = "/totp/remove";
  private static final String RECOVERY_CODES = "/recovery-codes";

  private final FactorService factors;
  private final AuditedCalls calls;
  private final TokenGate gate;

  FactorResource(FactorService factors, AuditedCalls calls, TokenGate gate) {
    this.factors = factors;
    this.calls = calls;
    this.gate = gate;
  }

  void guard(@Observes Router router) {
    var enrolling = Demand.of(TokenScope.MFA, TokenScope.ORG).andFresh();
    var owning = Demand.of(TokenScope.ORG).andFresh().andSecondFactor();
    guard(router, "", Demand.of(TokenScope.MFA));
    guard(router, TOTP, enrolling);
    guard(router, CONFIRM, enrolling);
    guard(router, REMOVE, owning);
    guard(router, RECOVERY_CODES, owning);
  }

  private void guard(Router router, String path, Demand demand) {
    gate.guard(router, HttpMethod.POST, PATH + path, demand, () -> {});
  }

  // Public, or the framework does not see it, as all methods of resources.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<LoginResponse>> show(byte[] body, RoutingContext http) {
    return calls.step(
        Act.SECOND_FACTOR,
        http,
        call -> factors.show(call, FactorProof.read(body)),
        LoginResponse::outcome);
  }

  /** A body means nothing, and so does its type. */
  @POST
  @Path(TOTP)
  public Uni<RestResponse<Enrolment>> enrol(RoutingContext http) {
    return calls.step(Act.FACTOR_ENROLMENT, http, factors::enrol, enrolled -> Outcome.SUCCESS);
  }

  @POST
  @Path(CONFIRM)
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<LoginResponse>> confirm(byte[] body, RoutingContext http) {
    return calls.step(
        Act.FACTOR_CONFIRMATION,
        http,
        call -> factors.confirm(call, FactorProof.readCode(body)),
        LoginResponse::outcome);
  }

  @POST
  @Path(RECOVERY_CODES)
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<RecoveryCodes>> renewRecoveryCodes(byte[] body, RoutingContext http) {
    return calls.step(
        Act.RECOVERY_CODES,
        http,
        call -> factors.renewRecoveryCodes(call, FactorProof.read(body)),
        renewed -> Outcome.SUCCESS);
  }

  @POST
  @Path(REMOVE)
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<Void>> remove(byte[] body, RoutingContext http) {
    return calls
        .step(
            Act.FACTOR_REMOVAL,
            http,
            call -> factors.remove(call, FactorProof.read(body)),
            removed -> Outcome.SUCCESS)
        .map(removed -> RestResponse.noContent());
  }
}
