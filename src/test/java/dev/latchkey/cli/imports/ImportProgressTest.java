package dev.latchkey.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ImportProgressTest {

  private final StringWriter text = new StringWriter();

  @Test
  void fileOfKnownSize_hasABar() {
    var progress = new ImportProgress(new PrintWriter(text), 2_000);
    progress.at(499, 900);
    assertThat(text).hasToString("");

    progress.at(1_500, 1_000);
    assertThat(text).hasToString("\r[###############               ] 1,500 rows");

    progress.end();
    assertThat(text.toString()).endsWith("\r").doesNotContain("\n");
  }

  @Test
  void pipe_hasACountAlone() {
    new ImportProgress(new PrintWriter(text), 0).at(500, 1_000);

    assertThat(text).hasToString("\r500 rows");
  }

  @Test
  void shortFile_showsNothing() {
    new ImportProgress(new PrintWriter(text), 10).end();

    assertThat(text).hasToString("");
  }
}
