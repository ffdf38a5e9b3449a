package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.directory.DatabaseException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://db:5433/latchkey,                  db:5433",
    "postgresql://db.example.com/latchkey,           db.example.com:5432",
    "postgresql://[::1]:5432/latchkey?sslmode=require, [::1]:5432"
  })
  void hostAndPort_areFound(String url, String address) {
    assertThat(DatabaseAddress.parse(Optional.of(url))).hasToString(address);
  }

  @Test
  void missing_isRefused() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> DatabaseAddress.parse(Optional.empty()))
        .withMessage(
            "LATCHKEY_DATABASE_URL is not set: it is the address of the database,"
                + " as in postgresql://host:5432/latchkey");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://s3cret/latchkey",
        "jdbc:postgresql://s3cret/latchkey",
        "s3cret",
        "postgresql://u:s3cret@db/latchkey",
        "postgresql://db/latchkey?password=s3cret",
        "postgresql://db/latchkey?sslPassword=s3cret",
        "postgresql://db:s3cret/latchkey",
        "postgresql:///s3cret",
        "postgresql://s3cret",
        "postgresql://s3cret/",
        "postgresql://s3cret db/latchkey"
      })
  void anotherForm_isRefusedWithoutQuotingIt(String url) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> DatabaseAddress.parse(Optional.of(url)))
        .withMessageStartingWith("LATCHKEY_DATABASE_URL ")
        .withMessageNotContaining("s3cret");
  }
}
