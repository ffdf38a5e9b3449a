package dev.latchkey.http;

import static dev.latchkey.http.ErrorAssert.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MediaTypeErrorsTest {

  private static final String JSON = "Content-Type: application/json\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/vnd.api+json",
        "application/*",
        "*/*",
        "application",
        "json",
        "",
        ";",
        "application/json, text/plain",
        "application/json; charset",
        "application/json; charset=",
        "application/json; charset=\"utf-8",
        "application/json; charset=utf-8, text/plain",
        "application/json charset=utf-8",
        "application /json",
        ";application/json",
        "application/json\r\nContent-Type: text/plain",
        "application/json\r\nContent-Type: application/json",
      })
  void otherContentType_unsupported(String type) throws IOException {
    var reply = post("Content-Type: " + type + "\r\n");
    assertError(reply, ErrorStatus.UNSUPPORTED_MEDIA_TYPE, "/probe/x");
  }

  @Test
  void bodyWithoutContentType_unsupported() throws IOException {
    assertError(post(""), ErrorStatus.UNSUPPORTED_MEDIA_TYPE, "/probe/x");
  }

  @Test
  void chunkedBodyWithoutContentType_unsupported() throws IOException {
    var reply =
        RawHttp.exchange(
            "POST /probe/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    assertError(reply, ErrorStatus.UNSUPPORTED_MEDIA_TYPE, "/probe/x");
  }

  @Test
  void emptyBodyWithoutContentType_leftToTheResource() throws IOException {
    var reply = RawHttp.exchange("POST /probe/x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    assertThat(reply.body()).isEqualTo("{\"length\":0}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "application/json ; charset=utf-8",
        "application/json\t;\tcharset=utf-8",
        "\t Application/Json ",
        "application/json;",
        "application/json ; ;; charset=utf-8 ;",
        "application/json; charset=\"u\\tf-8\"; a=\"x,y;z\\\"\"",
      })
  void json_accepted(String type) throws IOException {
    assertThat(post("Content-Type: " + type + "\r\n").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/xml, text/*;q=0.5",
        "application/json;q=0",
        "application/json;q=0.000, */*",
        "*/*;q=0",
        "application/*; q=0, */*; q=0.1",
        "application",
        "nonsense, \"application/json\"",
        "text/html\r\nAccept: application/xml",
        ",text/html,, ",
        "text/html;foo=\"x, application/json\"",
        "text/html;foo=\"x, application/json",
        "application/json ; Q=0.00",
        "application/json;q=0 , application/*",
      })
  void acceptWithoutJson_notAcceptable(String accept) throws IOException {
    var reply = post(JSON + "Accept: " + accept + "\r\n");
    assertError(reply, ErrorStatus.NOT_ACCEPTABLE, "/probe/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/*",
        "application/json",
        "application/json;q=0.1",
        "text/html, application/json;q=0.9, */*;q=0",
        "text/html;q=0, */*",
        "text/html\r\nAccept: */*",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "nonsense, application/json",
        "",
        " , ",
        ",application/json ; q=0.5,,",
        "text/html;foo=\"a,b\", application/json",
        "text/html;foo=\"\\\",\", application/json",
        "\tAPPLICATION/JSON\t;\tq=0.5 , text/html",
        "application/json;charset=\"utf-8\";q=0.001",
        "text/html,\r\nAccept: ,application/json",
      })
  void acceptWithJson_answered(String accept) throws IOException {
    assertThat(post(JSON + "Accept: " + accept + "\r\n").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "", " , Identity,"})
  void noCoding_isNoCoding(String coding) throws IOException {
    assertThat(post(JSON + "Content-Encoding: " + coding + "\r\n").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity, gzip", "identity\r\nContent-Encoding: br"})
  void codedBody_unsupported(String coding) throws IOException {
    var reply = post(JSON + "Content-Encoding: " + coding + "\r\n");
    assertError(reply, ErrorStatus.UNSUPPORTED_MEDIA_TYPE, "/probe/x");
  }

  @Test
  void typeAndAcceptWrong_typeFirst() throws IOException {
    assertError(post("Accept: text/html\r\n"), ErrorStatus.UNSUPPORTED_MEDIA_TYPE, "/probe/x");
  }

  private static RawHttp.Reply post(String headers) throws IOException {
    return RawHttp.exchange(
        "POST /probe/x HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: 2\r\n\r\n{}");
  }
}
