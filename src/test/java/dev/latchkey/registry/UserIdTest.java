package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

  private static final String ID = "5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11";

  @Test
  void uuid_isAnIdInEitherCase() {
    assertThat(UserId.parse(ID)).contains(UUID.fromString(ID));
    assertThat(UserId.parse(ID.toUpperCase(Locale.ROOT))).contains(UUID.fromString(ID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "17",
        "1-1-1-1-1",
        "5f0c6d1e6a0f4a6e9d3f3d4b8f0a7f11",
        "{5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11}",
        "urn:uuid:5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11",
        "5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f1g",
        " 5f0c6d1e-6a0f-4a6e-9d3f-3d4b8f0a7f11",
        "00000000-0000-0000-0000-000000000000"
      })
  void anotherText_isNone(String text) {
    assertThat(UserId.parse(text)).isEmpty();
  }
}
