package dev.latchkey.login;

import dev.latchkey.ApiDocument;
import dev.latchkey.ApiDocument.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Logs in, once or many times at once, each on a connection of its own. */
final class Caller {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  Caller(String baseUri, String domain, String username, String password) {
    this.request =
        HttpRequest.newBuilder(URI.create(baseUri + "/v1/" + domain + "/auth/login"))
            .header("Content-Type", "application/json")
            .POST(body(username, password))
            .build();
  }

  private static HttpRequest.BodyPublisher body(String username, String password) {
    return BodyPublishers.ofString(
        "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
  }

  private Caller(HttpRequest request) {
    this.request = request;
  }

  /** The same through a proxy. */
  Caller from(String forwardedFor) {
    return new Caller(
        HttpRequest.newBuilder(request, (name, value) -> true)
            .header("X-Forwarded-For", forwardedFor)
            .build());
  }

  /** What the answer has against the OpenAPI document. */
  static List<String> faults(HttpResponse<String> answer) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return ApiDocument.faults(
        ApiDocument.LOGIN, new Answer(answer.statusCode(), headers, answer.body()));
  }

  HttpResponse<String> login() throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  /** Each of another name: those of one name would wait for each other. */
  List<CompletableFuture<HttpResponse<String>>> loginsOfMany(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                HttpRequest.newBuilder(request, (name, value) -> true)
                    .POST(body("user-" + i, "x"))
                    .build())
        .map(login -> client.sendAsync(login, BodyHandlers.ofString()))
        .toList();
  }

  List<CompletableFuture<HttpResponse<String>>> logins(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofString()))
        .toList();
  }
}
