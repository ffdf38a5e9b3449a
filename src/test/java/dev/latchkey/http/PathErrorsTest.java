package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PathErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/acme/auth",
        "/v1/acme/auth/login/",
        "/v1/acme/auth/login/more",
        "/v1/acme/auth/LOGIN",
        "//",
        "//v1/acme/auth/login",
        "/v1//acme/auth/login",
        "/v1/acme/auth//login",
        "/v1/acme/auth/login//",
        "/v1/acme/./auth/login",
        "/v1/acme/x/../auth/login",
        "/v1/acme/auth/login/.",
        "/v1/acme/%2e/auth/login",
        "/v1/acme/x/%2E%2e/auth/login",
        "/v1/acme/x/.%2e/auth/login",
        "/v%31/acme/auth/login",
        "/v1/acme/%61uth/login",
        "/v1/acme/auth/l%6Fgin",
        "/v1/acme/auth/log%69n",
        "/v1/%61cme/auth/login",
        "/v1/acm%45/auth/login",
        "/v1/acme%2Dx/auth/login",
        "/.well-known/jwks%2ejson",
        "/.well%2dknown/jwks.json",
        "/probe/%61",
        "/prob%65/x",
        "/probe/%7e%5F",
        "/v1;x/acme/auth/login",
        "/v1/acme;x=1/auth/login",
        "/v1/acme/auth;/login",
        "/v1/acme/auth/login;x",
        "/v1%2Facme/auth/login",
        "/v1/acme/auth%2Flogin",
        "/%ff",
        "/%00",
        "/q/health",
        "/q/dev-ui/",
        "/favicon.ico",
        "/\u00e9",
      })
  void pathWithoutResource_notFound(String path) throws IOException {
    assertError(post(path), ErrorStatus.NOT_FOUND, path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/acme%zz/auth/login",
        "/v1/acme/auth/login%2",
        "/%",
        "/v1/\"acme\\/auth/login",
        "/v1/{acme}/auth/login",
        "/v1/acme/auth/login|",
      })
  void malformedPath_badRequest(String path) throws IOException {
    assertError(post(path), ErrorStatus.BAD_REQUEST, path);
  }

  @Test
  void malformedQuery_badRequest() throws IOException {
    assertError(post("/probe/x?%zz"), ErrorStatus.BAD_REQUEST, "/probe/x");
  }

  @Test
  void fragment_badRequest() throws IOException {
    assertError(post("/probe/x#top"), ErrorStatus.BAD_REQUEST, "/probe/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/probe/x",
        "/probe/x?a=b;c",
        "/probe/...",
        "/probe/.hidden",
        "/probe/a%2Fb",
        "/probe/a%3Bb",
        "/probe/%ff",
        "/probe/%00",
        "http://other.example/probe/x?q",
      })
  void plainPath_found(String path) throws IOException {
    assertThat(post(path).status()).isEqualTo(200);
  }

  @Test
  void query_notInPath() throws IOException {
    assertError(post("/none?password=secret"), ErrorStatus.NOT_FOUND, "/none");
  }

  @Test
  void absoluteForm_pathAlone() throws IOException {
    assertError(post("http://other.example/none?x"), ErrorStatus.NOT_FOUND, "/none");
  }

  @Test
  void longPath_cutAt1024() throws IOException {
    var path = "/" + "x".repeat(2000);
    assertError(post(path), ErrorStatus.NOT_FOUND, path.substring(0, 1024));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "example.org:443", "none"})
  void targetWithoutPath_slash(String target) throws IOException {
    var reply = post(target);
    assertError(reply, ErrorStatus.NOT_FOUND, "/");
  }

  private static RawHttp.Reply post(String target) throws IOException {
    return RawHttp.exchange(
        "POST "
            + target
            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
  }
}
