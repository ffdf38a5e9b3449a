package dev.latchkey.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the run scripts pass on.
 *
 * @param root the project's folder
 * @param folder a temporary one
 * @param results where the tables go
 * @param rounds how often everything is measured
 * @param seconds how long each
 * @param warmUp seconds before the first
 * @param javaOptions of the measured service
 * @param only the scenarios to run, all where empty
 */
record Options(
    Path root,
    Path folder,
    Path results,
    int rounds,
    double seconds,
    double warmUp,
    List<String> javaOptions,
    List<String> only) {

  static Options fromEnvironment() {
    return new Options(
        Path.of(System.getenv("BENCH_ROOT")),
        Path.of(System.getenv("BENCH_FOLDER")),
        Path.of(System.getenv("BENCH_RESULTS")),
        Integer.parseInt(System.getenv("BENCH_ROUNDS")),
        Double.parseDouble(System.getenv("BENCH_SECONDS")),
        Double.parseDouble(System.getenv("BENCH_WARM_UP")),
        words("BENCH_JAVA_OPTIONS"),
        words("BENCH_ONLY"));
  }

  boolean wants(String scenario) {
    return only.isEmpty() || only.contains(scenario);
  }

  Path jar() {
    return root.resolve("target/quarkus-app/quarkus-run.jar");
  }

  /** An older jar to compare with. */
  Optional<Path> before() {
    return Optional.ofNullable(System.getenv("BENCH_BEFORE_JAR"))
        .filter(jar -> !jar.isEmpty())
        .map(Path::of);
  }

  private static List<String> words(String name) {
    return Arrays.stream(System.getenv().getOrDefault(name, "").split(" "))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
