package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/security.md names, for each threat, the tests that show what holds against it. */
class SecurityDocumentTest {

  private static final Pattern ROW =
      Pattern.compile("^\\|(.*)\\|(.*)\\|(.*)\\|$", Pattern.MULTILINE);
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  @Test
  void everyTestThatIsNamed_exists() throws IOException {
    Set<String> existing;
    try (var files = Files.walk(Path.of("src/test/java"))) {
      existing = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }

    assertThat(TEST.matcher(document()).results().map(name -> name.group(1) + ".java").distinct())
        .hasSizeGreaterThan(20)
        .allSatisfy(file -> assertThat(existing).contains(file));
  }

  @Test
  void everyThreat_namesATest() throws IOException {
    var threats =
        ROW.matcher(document())
            .results()
            .filter(row -> !row.group(1).strip().equals("threat") && !row.group(1).startsWith("-"))
            .toList();

    assertThat(threats)
        .hasSizeGreaterThan(20)
        .allSatisfy((MatchResult row) -> assertThat(row.group(3)).containsPattern(TEST));
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("docs/security.md"));
  }
}
