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

  /** {@code docker inspect} shows the environment to everybody who may use Docker. */
  @Test
  void passwords_areInNoEnvironment() throws IOException {
    assertThat(services().values())
        .flatMap(service -> environment(service).keySet())
        .isNotEmpty()
        .noneMatch(name -> name.matches(".*(PASSWORD|SECRET)"));
  }

  /** The owner's password lets in as PostgreSQL's superuser, the operator's makes users. */
  @Test
  void databaseRoles_haveTheirSecretsForThemselves() throws IOException {
    var services = services();

    assertThat(secrets(services.get("latchkey"))).containsExactly("service");
    assertThat(secrets(services.get("seed"))).containsExactly("operator", "seed", "grafana");
    assertThat(secrets(services.get("migrate"))).containsExactly("owner");
    assertThat(role(services.get("latchkey")))
        .isEqualTo(environment(services.get("migrate")).get("LATCHKEY_DATABASE_SERVICE_ROLE"));
    assertThat(role(services.get("seed")))
        .isEqualTo(environment(services.get("migrate")).get("LATCHKEY_DATABASE_OPERATOR_ROLE"));
    assertThat(role(services.get("migrate")))
        .isEqualTo(environment(services.get("postgres")).get("POSTGRES_USER"));
  }

  /** Prometheus is in another container than the service. Nobody else needs its port. */
  @Test
  void metrics_areThereForPrometheus_andForNobodyElse() throws IOException {
    var service = services().get("latchkey");

    assertThat(environment(service)).containsEntry("QUARKUS_MANAGEMENT_HOST", "0.0.0.0");
    assertThat(Files.readString(Path.of("docker/compose/prometheus.yaml")))
        .contains("[latchkey:9000]");
    assertThat((List<?>) service.get("ports"))
        .isNotEmpty()
        .noneMatch(port -> port.toString().contains("9000"));
  }

  private static List<String> secrets(Map<String, Object> service) {
    var volumes = (List<?>) service.get("volumes");
    return volumes.stream()
        .map(volume -> volume.toString().split(":")[0])
        .filter(source -> !source.startsWith("."))
        .toList();
  }

  private static Object role(Map<String, Object> service) {
    return environment(service).get("LATCHKEY_DATABASE_USERNAME");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> environment(Map<String, Object> service) {
    return (Map<String, Object>) service.getOrDefault("environment", Map.of());
  }

  /** The images of others have a version. */
  private static boolean isOurs(String image) {
    return !image.contains(":");
  }

  private static Map<String, List<Map<String, Object>>> images() throws IOException {
    return services().values().stream().collect(groupingBy(ComposeFileTest::image));
  }

  private static Map<String, Map<String, Object>> services() throws IOException {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<String, Map<String, Map<String, Object>>> file = yaml.load(Files.readString(FILE));
    return file.get("services");
  }

  private static String image(Map<String, Object> service) {
    return (String) service.get("image");
  }
}
