package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackagedApplicationIT {

  /** It is a dependency of the build; a change of its scope would ship a database server. */
  @Test
  void embeddedPostgresql_isNotInThePackage() {
    assertThat(Artefact.names("dev.latchkey.login.LoginResource")).isTrue();
    assertThat(
            Stream.of(
                "io.zonky.test.db.postgres",
                "io.quarkiverse.embedded.postgresql",
                "org.testcontainers.containers",
                ".txz"))
        .noneMatch(Artefact::names);
  }

  /** It is for development: in the package it would be a page that nobody asked for. */
  @Test
  void swaggerUi_isNotInThePackage() {
    assertThat(Stream.of("swagger-ui-bundle", "swagger-ui.css", "smallrye-open-api-ui"))
        .noneMatch(Artefact::names);
  }
}
