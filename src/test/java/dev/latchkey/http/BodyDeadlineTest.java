package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deadline for a whole body, made short, on a server of its own. */
class BodyDeadlineTest {

  private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n";

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<byte[]> read = new CompletableFuture<>();
  private HttpServer server;

  @BeforeEach
  void start() {
    serve(Duration.ofMillis(300));
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void bodyThatComesTooSlowly_refusedAndClosed() throws IOException {
    try (var connection = new RawHttp(server.actualPort())) {
      connection.send(HEAD + "ab"); // each byte begins the idle timeout anew, but not the deadline

      assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.status()).isEqualTo(ErrorStatus.BAD_REQUEST);
                assertThat(refusal.headers()).containsEntry("Connection", "close");
              });
    }
  }

  @Test
  void bodyInTime_read() throws Exception {
    try (var connection = new RawHttp(server.actualPort())) {
      connection.send(HEAD + "ab").send("cd");

      assertThat(read.get(10, TimeUnit.SECONDS)).asString().isEqualTo("abcd");
    }
  }

  private void serve(Duration deadline) {
    var limit = new BodyLimit(deadline);
    var router = Router.router(vertx);
    router
        .route()
        .handler(
            context -> {
              context.request().pause();
              limit.read(context).subscribe().with(read::complete, read::completeExceptionally);
            });
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }
}
