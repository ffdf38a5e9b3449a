package dev.latchkey.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.latchkey.settings.OnOff;
import dev.latchkey.settings.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each setting is a member of a mapping. */
class SettingsTest {

  @Test
  void everyMapping_isKnownToTheCheckOfNames() {
    assertThat(UnknownSettings.MAPPINGS)
        .extracting(Class::getName)
        .containsExactlyInAnyOrderElementsOf(mappings().map(JavaClass::getName).toList());
  }

  @Test
  void everySetting_hasTheNameOfItsMember() {
    assertThat(UnknownSettings.KNOWN)
        .contains(
            "latchkey.database.url", "latchkey.migrate-at-start", "latchkey.password.max-wait")
        .hasSize((int) members().count());
  }

  @Test
  void everySettingThatIsOnOrOff_isReadStrictly() {
    assertThat(members().filter(m -> m.getRawReturnType().isEquivalentTo(boolean.class)))
        .isNotEmpty()
        .allSatisfy(
            member ->
                assertThat(member.getAnnotationOfType(WithConverter.class).value())
                    .isEqualTo(OnOff.class));
  }

  /** A blank after a comma, or a line for each element, is how people write lists. */
  @Test
  void everySettingThatIsAList_takesBlanksAroundItsElements() {
    var lists =
        members().filter(m -> m.reflect().getGenericReturnType().toString().contains("List<"));

    assertThat(lists)
        .isNotEmpty()
        .allSatisfy(
            member -> {
              var mapping = member.getOwner().reflect();
              var property = property(member);
              var config =
                  new SmallRyeConfigBuilder()
                      .addDiscoveredConverters()
                      .withMapping(mapping)
                      .withSources(
                          new EnvConfigSource(
                              Map.of(Settings.variable(property), " a , b,\n\tc ,\n"), 300))
                      .build();
              var value = member.reflect().invoke(config.getConfigMapping(mapping));
              assertThat(((Optional<?>) value).orElseThrow())
                  .as(property)
                  .isEqualTo(List.of("a", "b", "c"));
            });
  }

  private static String property(JavaMethod member) {
    var prefix = member.getOwner().getAnnotationOfType(ConfigMapping.class).prefix();
    return prefix + "." + member.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  @Test
  void everyNewName_isASettingAndNoOldOneIs() {
    assertThat(UnknownSettings.KNOWN)
        .containsAll(RenamedSettings.NEW_NAMES.values())
        .doesNotContainAnyElementsOf(RenamedSettings.NEW_NAMES.keySet());
  }

  @Test
  void everySetting_isDocumented() throws IOException {
    var document = Files.readString(Path.of("docs/configuration.md"));

    assertThat(UnknownSettings.KNOWN)
        .allSatisfy(
            name ->
                assertThat(document)
                    .containsAnyOf("| `" + name + "`", "`" + Settings.variable(name) + "`"));
  }

  private static Stream<JavaClass> mappings() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.latchkey")
            .stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class));
  }

  private static Stream<JavaMethod> members() {
    return mappings().flatMap(mapping -> mapping.getMethods().stream());
  }
}
