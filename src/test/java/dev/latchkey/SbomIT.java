package dev.latchkey;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of what the package is made of: whole, and without a part that has a known fault. */
@DisabledIfSystemProperty(
    named = "native.image.path",
    matches = ".+",
    disabledReason = "an executable holds no jars, and has the Netty of Quarkus: docs/native.md")
class SbomIT {

  private static final Path FILE = Path.of("target/quarkus-run-cyclonedx.json");
  private static final Path LIBRARIES = Path.of("target/quarkus-app/lib");

  /** The file's name may have a version that is not the component's: the content decides. */
  @Test
  void everyPackagedJar_isAComponent() throws IOException {
    var known = components().stream().collect(toMap(SbomIT::sha256, SbomIT::title, (a, b) -> a));
    try (var files = Files.walk(LIBRARIES)) {
      var jars = files.filter(file -> file.toString().endsWith(".jar")).toList();

      assertThat(jars)
          .hasSizeGreaterThan(150)
          .allSatisfy(jar -> assertThat(known).as(jar.toString()).containsKey(sha256(jar)));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.latchkey.Advisories#all")
  void component_isNotOlderThanTheFixOfItsAdvisories(Advisories row) throws IOException {
    var versions =
        components().stream()
            .filter(c -> row.isAbout(c.path("group").asText(), c.path("name").asText()))
            .collect(toMap(SbomIT::title, c -> c.path("version").asText()));

    assertThat(versions).as("components that the row is about").isNotEmpty();
    assertThat(versions)
        .allSatisfy((title, version) -> assertThat(row.isFixedIn(version)).isTrue());
  }

  private static List<JsonNode> components() throws IOException {
    var sbom = new ObjectMapper().readTree(FILE.toFile());
    return StreamSupport.stream(sbom.path("components").spliterator(), false).toList();
  }

  private static String title(JsonNode component) {
    return component.path("group").asText() + ":" + component.path("name").asText();
  }

  private static String sha256(JsonNode component) {
    return StreamSupport.stream(component.path("hashes").spliterator(), false)
        .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
        .map(hash -> hash.path("content").asText())
        .findFirst()
        .orElse(title(component));
  }

  private static String sha256(Path file) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
