package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class PackagedApplicationIT {

  private static final Path PACKAGE = Path.of("target", "quarkus-app");

  /** It is a dependency of the build; a change of its scope would ship a database server. */
  @Test
  void embeddedPostgresql_isNotInThePackage() throws IOException {
    var contents = contents();

    assertThat(contents).anyMatch(name -> name.contains("dev/latchkey/login/LoginResource"));
    assertThat(contents)
        .noneMatch(name -> name.contains("zonky") || name.contains("quarkiverse/embedded"))
        .noneMatch(name -> name.contains("testcontainers"))
        .noneMatch(name -> name.endsWith(".txz"));
  }

  /** It is for development: in the package it would be a page that nobody asked for. */
  @Test
  void swaggerUi_isNotInThePackage() throws IOException {
    assertThat(contents())
        .noneMatch(name -> name.contains("META-INF/resources/"))
        .noneMatch(name -> name.endsWith("swagger-ui.css") || name.contains("swagger-ui-bundle"))
        .noneMatch(name -> name.contains("smallrye-open-api-ui"));
  }

  /** Every file of the package, and every entry of its jars. */
  private static List<String> contents() throws IOException {
    var names = new ArrayList<String>();
    try (var files = Files.walk(PACKAGE)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        names.add(file.toString());
        if (file.toString().endsWith(".jar")) {
          try (var jar = new ZipFile(file.toFile())) {
            jar.stream().map(ZipEntry::getName).forEach(names::add);
          }
        }
      }
    }
    return names;
  }
}
