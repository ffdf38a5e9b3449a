package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.ApiDocument;
import dev.latchkey.ApiDocument.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Logs in and comes back with the token. Every answer is one that the OpenAPI document describes.
 */
public final class Calls {

  public static final String RENEW = "/v1/{orgDomain}/auth/token/renew";
  public static final String LOGOUT = "/v1/{orgDomain}/auth/logout";
  public static final String ME = "/v1/{orgDomain}/me";

  public static final String PASSWORD = "correct horse battery staple";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String baseUri;

  public Calls(String baseUri) {
    this.baseUri = baseUri;
  }

  /** The login body. */
  public JsonNode login(String domain, String username) {
    var body = "{\"username\":\"" + username + "\",\"password\":\"" + PASSWORD + "\"}";
    var answer =
        send(
            ApiDocument.LOGIN,
            domain,
            request ->
                request
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  public String token(String domain, String username) {
    return login(domain, username).get("token").textValue();
  }

  public HttpResponse<String> renew(String domain, String token) {
    return post(RENEW, domain, token);
  }

  /** The new token. */
  public String renewed(String domain, String token) {
    var answer = renew(domain, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body()).get("token").textValue();
  }

  public HttpResponse<String> logout(String domain, String token) {
    return post(LOGOUT, domain, token);
  }

  public HttpResponse<String> logout(String domain, String token, String body) {
    return send(
        LOGOUT,
        domain,
        request ->
            bearer(request, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> me(String domain, String token) {
    return send(ME, domain, request -> bearer(request, token).GET());
  }

  /** Without a body. */
  public HttpResponse<String> post(String path, String domain, String token) {
    return send(path, domain, request -> bearer(request, token).POST(BodyPublishers.noBody()));
  }

  public static HttpRequest.Builder bearer(HttpRequest.Builder request, String token) {
    return request.header("Authorization", "Bearer " + token);
  }

  public HttpResponse<String> send(
      String path, String domain, UnaryOperator<HttpRequest.Builder> request) {
    var address = URI.create(baseUri + path.replace("{orgDomain}", domain));
    try {
      var answer =
          client.send(
              request.apply(HttpRequest.newBuilder(address)).build(), BodyHandlers.ofString());
      assertThat(faults(path, answer)).as(answer + " " + answer.body()).isEmpty();
      return answer;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> faults(String path, HttpResponse<String> answer) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    if (answer.request().method().equals("HEAD")) {
      return List.of();
    }
    return ApiDocument.faults(path, new Answer(answer.statusCode(), headers, answer.body()));
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  public static JsonNode claims(String token) {
    var payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    return json(new String(payload, StandardCharsets.UTF_8));
  }
}
