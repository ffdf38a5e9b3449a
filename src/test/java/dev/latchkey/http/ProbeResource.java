package dev.latchkey.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Shaped like the login, to fail in every way that a resource can. */
@Path("/probe/{name}")
@Produces(MediaType.APPLICATION_JSON)
public class ProbeResource {

  static final String SECRET = "hunter2";

  private static final Logger LOG = Logger.getLogger(ProbeResource.class);

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> length(byte[] body) {
    return Uni.createFrom().item("{\"length\":" + body.length + "}");
  }

  @GET
  @Path("cached")
  public Response cached() {
    return Response.ok("{}").header("Cache-Control", "public, max-age=300").build();
  }

  @GET
  @Path("id")
  public Uni<String> id(@Context RoutingContext context) {
    LOG.info("asked for the id");
    return Uni.createFrom().item("\"" + RequestId.of(context) + "\"");
  }

  @GET
  @Path("fail/{how}")
  public Uni<String> fail(@PathParam("how") String how) throws Exception {
    return switch (how) {
      case "exception" -> throw new IllegalStateException(SECRET);
      case "error" -> throw new AssertionError(SECRET);
      case "overflow" -> overflow("");
      case "later" -> Uni.createFrom().failure(new IllegalStateException(SECRET));
      case "rejected" -> throw new RejectedExecutionException(SECRET);
      case "answer" ->
          throw new WebApplicationException(Response.status(500).entity(SECRET).build());
      case "teapot" -> throw new WebApplicationException(SECRET, 418);
      case "mismatch" ->
          Uni.createFrom().item(new ObjectMapper().readValue("7", List.class).toString());
      case "refusal" -> throw new Busy();
      default -> throw new IllegalArgumentException(how);
    };
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Uni<String> overflow(String text) {
    return overflow(text + "x");
  }

  void routes(@Observes Router router) {
    router
        .route("/probe-route/throws")
        .handler(
            context -> {
              throw new IllegalStateException(SECRET);
            });
    router.route("/probe-route/fails").handler(context -> context.fail(503));
    router
        .route("/probe-route/bare")
        .handler(context -> context.response().setStatusCode(405).end("<html>"));
    router
        .route("/probe-route/chunked")
        .handler(
            context -> {
              var response = context.response().setStatusCode(500).setChunked(true);
              response.write(SECRET);
              response.write(SECRET);
              response.end(SECRET);
            });
    router
        .route("/probe-route/half")
        .handler(
            context -> {
              context.response().setChunked(true).write("begun");
              context.fail(new IllegalStateException(SECRET));
            });
  }

  private static final class Busy extends Refusal {
    private static final long serialVersionUID = 1L;

    Busy() {
      super(ErrorStatus.TOO_MANY_REQUESTS, Map.of("Retry-After", "7"));
    }
  }
}
