package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnSignaturesTest {

  private final OwnSignatures signatures = new OwnSignatures();

  @Test
  void tokenThatWasAdded_isThere_andNoOther() {
    signatures.add("a.b.c");

    assertThat(signatures.has("a.b.c")).isTrue();
    assertThat(signatures.has("a.b.d")).isFalse();
    assertThat(signatures.has("a.b.c ")).isFalse();
    assertThat(signatures.has("")).isFalse();
  }

  /** Newer ones take the places of older ones. */
  @Test
  void manyTokens_areForgotten_theLastIsThere() {
    int count = 200_000;
    IntStream.range(0, count).forEach(i -> signatures.add("a.b." + i));

    assertThat(signatures.has("a.b." + (count - 1))).isTrue();
    long kept = IntStream.range(0, count).filter(i -> signatures.has("a.b." + i)).count();
    assertThat(kept).isBetween(30_000L, 1L << 15);
  }
}
