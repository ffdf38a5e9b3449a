package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** {@link SecureVersionsTest} for the jars in the package. */
@DisabledIfSystemProperty(
    named = "native.image.path",
    matches = ".+",
    disabledReason = "an executable holds no jars; it is made of the same class path")
class SecureVersionsIT {

  @Test
  void netty_isNotOlderThanItsFixes() throws IOException {
    assertThat(versions("io\\.netty\\.netty-[a-z0-9-]+"))
        .hasSizeGreaterThan(5)
        .allSatisfy(found -> SecureVersionsTest.isAtLeast(SecureVersionsTest.NETTY, found));
  }

  @Test
  void postgresqlDriver_isNotOlderThanItsFixes() throws IOException {
    assertThat(versions("org\\.postgresql\\.postgresql"))
        .hasSize(1)
        .allSatisfy(found -> SecureVersionsTest.isAtLeast(SecureVersionsTest.PGJDBC, found));
  }

  private static List<String> versions(String artifact) throws IOException {
    var jar = Pattern.compile(artifact + "-(\\d.*?)(-[a-z]+-[a-z0-9_]+)?\\.jar");
    try (var files = Files.walk(Path.of("target/quarkus-app/lib"))) {
      return files
          .flatMap(file -> jar.matcher(file.getFileName().toString()).results())
          .map((MatchResult result) -> result.group(1))
          .toList();
    }
  }
}
