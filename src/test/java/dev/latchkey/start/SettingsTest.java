package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each setting is a member of a mapping, and known in two more places; what is on or off in three.
 */
class SettingsTest {

  @Test
  void everySetting_isKnownToTheCheckOfNames() {
    assertThat(UnknownSettings.KNOWN).isEqualTo(settings());
  }

  @Test
  void everySettingThatIsOnOrOff_isChecked() {
    assertThat(Switches.NAMES)
        .isEqualTo(settings(method -> method.getRawReturnType().isEquivalentTo(boolean.class)));
  }

  @Test
  void everySetting_isDocumented() throws IOException {
    var document = Files.readString(Path.of("docs/configuration.md"));

    assertThat(settings())
        .allSatisfy(
            name ->
                assertThat(document)
                    .containsAnyOf("| `" + name + "`", "`" + UnknownSettings.variable(name) + "`"));
  }

  private static Set<String> settings() {
    return settings(method -> true);
  }

  private static Set<String> settings(Predicate<JavaMethod> wanted) {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.latchkey")
            .stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .flatMap(mapping -> settings(mapping, wanted))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> settings(JavaClass mapping, Predicate<JavaMethod> wanted) {
    var prefix = mapping.getAnnotationOfType(ConfigMapping.class).prefix();
    return mapping.getMethods().stream()
        .filter(wanted)
        .map(JavaMethod::getName)
        .map(name -> prefix + "." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
  }
}
