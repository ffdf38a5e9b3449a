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
    "postgresql://db.example.com./latchkey,          db.example.com.:5432",
    "postgresql://latchkey_db:5432/latchkey,         latchkey_db:5432",
    "postgresql://_db/latchkey?,                     _db:5432",
    "postgresql://127.0.0.1:/latchkey,               127.0.0.1:5432",
    "postgresql://[fe80::Ab]/latchkey,               [fe80::Ab]:5432",
    "postgresql://[::1]:5432/latchkey?sslmode=require, [::1]:5432"
  })
  void hostAndPort_areFound(String url, String address) {
    assertThat(DatabaseAddress.parse(Optional.of(url))).hasToString(address);
    assertThat(DatabaseAddress.hostAndPort(url)).hasValue(address);
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://db/my%20own%2Fdb, my own/db",
    "postgresql://db/a+b,           a+b",
    "postgresql://db/gr%C3%B6%c3%9fe, größe",
    "postgresql://db/größe,         größe",
    "postgresql://db/$$a${x},       $$a${x}"
  })
  void nameOfTheDatabase_isDecoded(String url, String name) {
    assertThat(DatabaseAddress.parse(Optional.of(url)).database()).isEqualTo(name);
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
        "postgresql://u:s3/cret@db/latchkey",
        "postgresql://db/latchkey?password=s3cret",
        "postgresql://db/latchkey?sslmode=require&user=s3cret",
        "postgresql://db/latchkey?sslPassword=s3cret",
        "postgresql://db:s3cret/latchkey",
        "postgresql://db:0/s3cret",
        "postgresql://db:65536/s3cret",
        "postgresql://[::s3cret]/latchkey",
        "postgresql://[1:2:3]/s3cret",
        "postgresql://-db/s3cret",
        "postgresql://%2Frun%2Fs3cret/latchkey",
        "postgresql:///s3cret",
        "postgresql://s3cret",
        "postgresql://s3cret/",
        "postgresql://s3cret?sslmode=require",
        "postgresql://db/a/s3cret",
        "postgresql://db/s3cret%",
        "postgresql://db/s3cret%4",
        "postgresql://db/s3cret%zz",
        "postgresql://db/s3cret%ff",
        "postgresql://db/latchkey#s3cret",
        "postgresql://s3cret db/latchkey"
      })
  void anotherForm_isRefusedWithoutQuotingIt(String url) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> DatabaseAddress.parse(Optional.of(url)))
        .withMessageStartingWith("LATCHKEY_DATABASE_URL ")
        .withMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://pg1,pg2/latchkey?target_session_attrs=read-write",
        "postgresql://pg1:5432,pg2:5433/latchkey",
        "postgresql://[::1],pg_2/latchkey"
      })
  void severalHosts_areRefusedWithWhatPeopleDoInstead(String url) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> DatabaseAddress.parse(Optional.of(url)))
        .withMessageContaining("names several hosts, and takes one")
        .withMessageContaining("a virtual address, a pooler, or the service of CloudNativePG");
  }
}
