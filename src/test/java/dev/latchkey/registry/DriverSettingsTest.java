package dev.latchkey.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.directory.DatabaseException;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

/** What the two drivers themselves read in the address that they are given. */
class DriverSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://latchkey_db:5433/latchkey",
        "postgresql://[fe80::ab:1]:5433/latchkey",
        "postgresql://db:5433/a%2Cb%20c%2Bd+e%2F%3F%26%25$$%24%7Bx}",
        "postgresql://db.example.com:5433/gr%C3%B6%C3%9Fe"
      })
  void bothDrivers_goToTheSameDatabase(String url) {
    var address = address(url);
    var reactive = reactive(url);
    var jdbc = jdbc(url);

    assertThat(reactive.getHost()).isEqualTo(address.host().replaceAll("[\\[\\]]", ""));
    assertThat(jdbc.getProperty("PGHOST")).isEqualTo(address.host());
    assertThat(reactive.getPort()).isEqualTo(5433);
    assertThat(jdbc.getProperty("PGPORT")).isEqualTo("5433");
    assertThat(reactive.getDatabase()).isEqualTo(address.database());
    assertThat(jdbc.getProperty("PGDBNAME")).isEqualTo(address.database());
  }

  @Test
  void parameters_meanTheSameToBoth() {
    var url =
        "postgresql://db/latchkey?currentSchema=own%2C%20%22x%22&application_name=a%20b"
            + "&options=-c%20work_mem%3D8MB";

    assertThat(reactive(url).getProperties())
        .containsEntry("search_path", "own, \"x\"")
        .containsEntry("application_name", "a b")
        .containsEntry("options", "-c work_mem=8MB");
    assertThat(jdbc(url))
        .containsEntry("currentSchema", "own, \"x\"")
        .containsEntry("ApplicationName", "a b")
        .containsEntry("options", "-c work_mem=8MB");
    assertThat(reactive(url.replace("currentSchema", "search_path")).getProperties())
        .containsEntry("search_path", "own, \"x\"");
  }

  /** As libpq has it: whoever names an authority is not content with any. */
  @ParameterizedTest
  @CsvSource({
    "sslmode=disable,                        disable,     false, false, NONE",
    "sslmode=require,                        require,     true,  false, NONE",
    "sslmode=require&sslrootcert=/ca.crt,    verify-ca,   false, true,  NONE",
    "sslmode=verify-ca&sslrootcert=/ca.crt,  verify-ca,   false, true,  NONE",
    "sslmode=verify-full&sslrootcert=/ca.crt, verify-full, false, true, HTTPS",
    "sslmode=verify-full,                    verify-full, false, false, HTTPS"
  })
  void protection_isTheSameForBoth(
      String parameters, String mode, boolean all, boolean authority, String verification) {
    var url = "postgresql://db/latchkey?" + parameters;

    assertThat(reactive(url).getSslMode()).isEqualTo(SslMode.of(mode));
    assertThat(jdbc(url)).containsEntry("sslmode", mode);
    assertThat(value(url, "latchkey-driver.trust-all")).isEqualTo(Boolean.toString(all));
    assertThat(value(url, "latchkey-driver.trust-authority"))
        .isEqualTo(Boolean.toString(authority));
    assertThat(value(url, "latchkey-driver.verification")).isEqualTo(verification);
    if (authority) {
      assertThat(jdbc(url)).containsEntry("sslrootcert", "/ca.crt");
      assertThat(value(url, "latchkey-driver.authority")).isEqualTo("/ca.crt");
    }
  }

  @Test
  void fileOfTheAuthority_mayHaveEveryName() {
    var url = "postgresql://db/latchkey?sslmode=verify-full&sslrootcert=/a%2C%20$$${b}\\c+%C3%A4";
    var file = "/a, $$${b}\\c+ä";

    assertThat(jdbc(url)).containsEntry("sslrootcert", file);
    var config = builder(url).withDefaultValue("list", "${latchkey-driver.authority}").build();
    assertThat(config.getValues("list", String.class)).containsExactly(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "target_session_attrs=read-write",
        "targetServerType=primary",
        "load_balance_hosts=random",
        "connect_timeout=10",
        "connectTimeout=10",
        "sslcert=c",
        "sslkey=k",
        "sslnegotiation=direct",
        "channel_binding=require",
        "channelBinding=require",
        "gssencmode=disable",
        "ssl=true",
        "sslfactory=org.postgresql.ssl.NonValidatingFactory",
        "host=db2",
        "hostaddr=10.0.0.1",
        "port=5433",
        "dbname=other",
        "service=x",
        "statement_timeout=5s",
        "prepareThreshold=0",
        "SSLMODE=require",
        "currentschema=x"
      })
  void parameterOfOneDriverAlone_isRefusedByItsName(String parameter) {
    refused(
        parameter, "the parameter " + parameter.replaceFirst("=.*", "") + ", which is not taken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sslmode=prefer | must have sslmode=disable, require, verify-ca or verify-full",
        "sslmode=allow  | must have sslmode=disable, require, verify-ca or verify-full",
        "sslmode=       | must have sslmode=disable, require, verify-ca or verify-full",
        "sslmode=require&sslmode=disable | has the parameter sslmode twice",
        "currentSchema=a&search_path=b   | has the parameter currentSchema twice",
        "sslrootcert=/ca.crt             | has sslrootcert, which needs sslmode=verify-full",
        "sslmode=disable&sslrootcert=/c  | has sslrootcert, which needs sslmode=verify-full",
        "sslmode=verify-full&sslrootcert=system | has sslrootcert=system, which is not taken",
        "sslmode        | has a parameter without a value",
        "s3cret!=1      | has a parameter, which is not taken"
      })
  void otherValue_isRefused(String parameters, String problem) {
    refused(parameters, problem);
  }

  private static void refused(String parameters, String problem) {
    var url = "postgresql://db/latchkey?" + parameters;
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> address(url))
        .withMessageContaining(problem)
        .withMessageNotContaining("s3cret");
    assertThat(builder(url).build().getOptionalValue(DriverSettings.JDBC, String.class)).isEmpty();
  }

  private static DatabaseAddress address(String url) {
    return DatabaseAddress.parse(Optional.of(url));
  }

  private static PgConnectOptions reactive(String url) {
    return PgConnectOptions.fromUri(value(url, "latchkey-driver.reactive"));
  }

  private static Properties jdbc(String url) {
    var found = Driver.parseURL("jdbc:" + value(url, DriverSettings.JDBC), new Properties());
    assertThat(found).isNotNull();
    return found;
  }

  private static String value(String url, String name) {
    return builder(url).build().getValue(name, String.class);
  }

  private static SmallRyeConfigBuilder builder(String url) {
    return ConfigUtils.emptyConfigBuilder()
        .withSources(new EnvConfigSource(Map.of("LATCHKEY_DATABASE_URL", url), 500));
  }
}
