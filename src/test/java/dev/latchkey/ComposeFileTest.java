package dev.latchkey;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Docker Compose would only say when somebody starts it. */
class ComposeFileTest {

  private static final Path FILE = Path.of("docker/compose.yaml");

  /** Compose builds all images at once, and fails on the second of the same name. */
  @Test
  void imageOfSeveralServices_isBuiltByOne() throws IOException {
    var ours = images().entrySet().stream().filter(image -> isOurs(image.getKey())).toList();

    assertThat(ours).hasSizeGreaterThan(1);
    assertThat(ours)
        .allSatisfy(
            image ->
                assertThat(image.getValue())
                    .as("services that build " + image.getKey())
                    .filteredOn(service -> service.containsKey("build"))
                    .hasSize(1));
  }

  /** Otherwise {@code docker compose pull} asks the public registry for it. */
  @Test
  void imageThatAnotherServiceBuilds_isNeverPulled() throws IOException {
    assertThat(images().values().stream().flatMap(Collection::stream))
        .filteredOn(service -> isOurs(image(service)) && !service.containsKey("build"))
        .isNotEmpty()
        .allSatisfy(service -> assertThat(service).containsEntry("pull_policy", "never"));
  }

  /** The images of others have a version. */
  private static boolean isOurs(String image) {
    return !image.contains(":");
  }

  private static Map<String, List<Map<String, Object>>> images() throws IOException {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<String, Map<String, Map<String, Object>>> file = yaml.load(Files.readString(FILE));
    var services = file.get("services").values();
    return services.stream().collect(groupingBy(ComposeFileTest::image));
  }

  private static String image(Map<String, Object> service) {
    return (String) service.get("image");
  }
}
