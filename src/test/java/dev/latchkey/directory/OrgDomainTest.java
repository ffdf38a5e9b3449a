package dev.latchkey.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrgDomainTest {

  @ParameterizedTest
  @CsvSource({"acme,acme", "ACME.Example-1,acme.example-1", "a,a", "0,0", "a..b,a..b"})
  void domain_isLowerCased(String text, String value) {
    assertThat(OrgDomain.parse(text)).contains(new OrgDomain(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "-a",
        "a-",
        ".a",
        "a.",
        "a_b",
        "a b",
        "ü",
        "acme\n",
        "\u212Aelvin",
        "a/b"
      })
  void anythingElse_isNoDomain(String text) {
    assertThat(OrgDomain.parse(text)).isEmpty();
  }

  @Test
  void longestDomain_has253Characters() {
    assertThat(OrgDomain.parse("a".repeat(253))).isPresent();
    assertThat(OrgDomain.parse("a".repeat(254))).isEmpty();
  }

  @Test
  void unfoldedDomain_cannotBeMade() {
    assertThatThrownBy(() -> new OrgDomain("ACME")).isInstanceOf(IllegalArgumentException.class);
  }
}
