package dev.latchkey.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.registry.Clash;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportProblemsTest {

  private final ImportProblems problems = new ImportProblems();

  @Test
  void rows_areNamedInTheirOrder() {
    problems.add(7, "is not UTF-8");
    problems.add(
        List.of(
            new Clash(3, "email", null),
            new Clash(6, "username", 2L),
            new Clash(6, "email", 2L),
            new Clash(8, "id", 2L)));

    assertThat(problems.isEmpty()).isFalse();
    assertThat(problems.count()).isEqualTo(4);
    assertThat(problems.messages())
        .containsExactly(
            "row 3: email is the username or e-mail address of a user who is there already",
            "row 6: username is the username or e-mail address of row 2 as well;"
                + " email is the username or e-mail address of row 2 as well",
            "row 7: is not UTF-8",
            "row 8: id is the id of row 2 as well");
  }

  @Test
  void ofMany_theFirstAreNamed() {
    for (long row = 1_000; row > 0; row--) {
      problems.add(row, "bad");
    }

    assertThat(problems.count()).isEqualTo(1_000);
    assertThat(problems.messages())
        .hasSize(ImportProblems.SHOWN)
        .startsWith("row 1: bad")
        .endsWith("row " + ImportProblems.SHOWN + ": bad");
  }
}
