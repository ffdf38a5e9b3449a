package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheableDocumentTest {

  private final CacheableDocument document = new CacheableDocument(new byte[] {1, 2}, "text/plain");
  private final String tag = document.answer(List.of()).getHeaderString("ETag");

  @Test
  void tag_isStrongAndOfTheBytes() {
    assertThat(tag).matches("\"[A-Za-z0-9_-]{43}\"");
    assertThat(tagOf(new byte[] {1, 2})).isEqualTo(tag);
    assertThat(tagOf(new byte[] {1, 3})).isNotEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        " * ",
        "%s",
        "W/%s",
        "\"x\", %s",
        "%s,\"x\"",
        "\"x\" , W/%s,\"y\"",
        "\"a,b\", %s"
      })
  void knownTag_is304(String field) {
    var answer = document.answer(List.of(field.formatted(tag)));

    assertThat(answer.getStatus()).isEqualTo(304);
    assertThat(answer.getEntity()).isNull();
    assertThat(answer.getHeaderString("ETag")).isEqualTo(tag);
    assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("public, max-age=300");
  }

  @Test
  void knownTagInASecondField_is304() {
    assertThat(document.answer(List.of("\"x\"", tag)).getStatus()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "\"x\"", "W/\"x\"", "\"*\"", "nonsense", "\""})
  void otherTag_is200(String field) {
    RestResponse<byte[]> answer = document.answer(List.of(field));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getEntity()).containsExactly(1, 2);
    assertThat(answer.getHeaderString("Content-Type")).isEqualTo("text/plain");
  }

  @Test
  void tagWithoutItsQuotes_is200() {
    assertThat(document.answer(List.of(tag.replace("\"", ""))).getStatus()).isEqualTo(200);
  }

  private static String tagOf(byte[] body) {
    return new CacheableDocument(body, "text/plain").answer(List.of()).getHeaderString("ETag");
  }
}
