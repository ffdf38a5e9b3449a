package dev.latchkey.login;

import dev.latchkey.audit.Act;
import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Outcome;
import dev.latchkey.caller.Client;
import dev.latchkey.caller.Clients;
import dev.latchkey.http.RequestId;
import dev.latchkey.session.TokenGate;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Gives each call of this room its event in the audit, whatever its outcome. */
@Singleton
class AuditedCalls {

  private final Clients clients;
  private final Audit audit;

  AuditedCalls(Clients clients, Audit audit) {
    this.clients = clients;
    this.audit = audit;
  }

  /**
   * @param call what it throws is its outcome, too: a malformed body is audited like any other
   *     attempt
   * @param outcome of an answer
   * @return fails with what the caller sees
   */
  <T> Uni<T> run(
      Act act,
      RoutingContext http,
      BiFunction<Client, AuditEntry, Uni<T>> call,
      Function<T, Outcome> outcome) {
    var client = clients.of(http.request());
    var entry = audit.open(act, RequestId.of(http), client.address());
    return Uni.createFrom()
        .deferred(() -> call.apply(client, entry))
        .onFailure()
        .transform(LoginRefusal::of)
        .onItem()
        .invoke(answer -> entry.close(outcome.apply(answer)))
        .onFailure()
        .invoke(failure -> entry.close(LoginRefusal.outcomeOf(failure)))
        .onCancellation()
        .invoke(() -> entry.close(Outcome.HUNG_UP));
  }

  /**
   * The same for a call with a token, which came through the gate.
   *
   * @return what the caller sees
   */
  <T> Uni<RestResponse<T>> step(
      Act act, RoutingContext http, Function<StepCall, Uni<T>> call, Function<T, Outcome> outcome) {
    var token = TokenGate.token(http);
    return run(
            act, http, (client, entry) -> call.apply(new StepCall(token, client, entry)), outcome)
        .map(LoginResponse::answer);
  }
}
