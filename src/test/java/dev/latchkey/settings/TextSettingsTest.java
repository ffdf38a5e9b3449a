package dev.latchkey.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextSettingsTest {

  private static final String TEXT =
      "class java.lang.String|.*Optional<java.lang.String>|.*java.nio.file.Path>?";

  /** A line end behind such a text would be a part of it. */
  @Test
  void everySettingThatIsAText_isLookedAtForLineEnds() {
    var texts =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.latchkey")
                .stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .flatMap(mapping -> mapping.getMethods().stream())
                .filter(m -> m.reflect().getGenericReturnType().toString().matches(TEXT))
                .map(TextSettingsTest::property);

    assertThat(texts).hasSizeGreaterThan(10).isSubsetOf(TextSettings.NAMES);
  }

  private static String property(JavaMethod member) {
    var prefix = member.getOwner().getAnnotationOfType(ConfigMapping.class).prefix();
    return prefix + "." + member.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
