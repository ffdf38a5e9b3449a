package dev.latchkey.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductionSourcesTest {

  private static final String WORKING_DIRECTORY = "user.dir";

  @TempDir Path folder;

  @Test
  void fileOfSomethingElse_isNotRead() throws IOException {
    Files.writeString(folder.resolve(".env"), "PATTERN=\\users\nLATCHKEY_TOKEN_ISSUER=x\n");
    var config = Files.createDirectory(folder.resolve("config"));
    Files.writeString(config.resolve("application.properties"), "a.setting=read");
    var before = System.setProperty(WORKING_DIRECTORY, folder.toString());
    try {
      assertThatThrownBy(() -> builder().build()).isInstanceOf(IllegalArgumentException.class);

      var builder = builder();
      ProductionSources.replaceDefault(builder);
      var production = builder.build();
      assertThat(production.getOptionalValue("latchkey.token.issuer", String.class)).isEmpty();
      assertThat(production.getValue("a.setting", String.class)).isEqualTo("read");
      assertThat(production.getValue(WORKING_DIRECTORY, String.class)).isEqualTo(folder.toString());
      assertThat(production.getValue("PATH", String.class)).isEqualTo(System.getenv("PATH"));

      Files.writeString(config.resolve("application.properties"), "s3cret=\\users");
      assertThatThrownBy(() -> ProductionSources.replaceDefault(builder()))
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith("The file " + config.resolve("application.properties"))
          .hasMessageNotContaining("s3cret");
    } finally {
      System.setProperty(WORKING_DIRECTORY, before);
    }
  }

  private static SmallRyeConfigBuilder builder() {
    return new SmallRyeConfigBuilder().addDefaultSources();
  }
}
