package dev.latchkey.bench.kernels;

import dev.latchkey.bench.report.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures everything once per round, on each JDK in turn, one thread, and hands the samples to the
 * report.
 */
final class KernelRun {

  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int COST = Integer.getInteger("cost", 10);
  private static final Path LIBXCRYPT = Path.of(System.getProperty("libxcrypt", ""));
  private static final int LIBXCRYPT_HASHES = 30;

  /** The others are compared with it. */
  static final String ELYTRON = "Elytron 2.8.4";

  private final Results results = new Results("implementation", "platform");
  private final Set<String> implementations = new LinkedHashSet<>();
  private final Set<String> jdks = new LinkedHashSet<>();

  private KernelRun() {}

  public static void main(String[] args) throws Exception {
    List<String> homes = List.of(args).subList(1, args.length);
    KernelRun run = new KernelRun();
    for (int round = 0; round < ROUNDS; round++) {
      for (String home : homes.isEmpty() ? List.of(System.getProperty("java.home")) : homes) {
        run.measureJava(Path.of(home, "bin", "java"));
      }
      run.measureLibxcrypt();
    }
    new KernelReport(
            run.results, List.copyOf(run.implementations), List.copyOf(run.jdks), ROUNDS, COST)
        .write(Path.of(args[0]));
  }

  private void measureJava(Path java) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(KernelBenchmark.class.getName())
            .param("cost", Integer.toString(COST))
            .jvm(java.toString())
            .forks(1)
            .threads(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.seconds(6))
            .measurementIterations(1)
            .measurementTime(TimeValue.seconds(2));
    for (RunResult result : new Runner(options.build()).run()) {
      BenchmarkParams params = result.getParams();
      String jdk = "JDK " + params.getJdkVersion();
      double cpu = counter(result, "cpuNanos") / 1e6 / counter(result, "hashes");
      jdks.add(jdk);
      add(name(params), jdk, cpu);
    }
  }

  private static double counter(RunResult result, String name) {
    Result<?> counter = result.getSecondaryResults().get(name);
    return counter.getScore();
  }

  private static String name(BenchmarkParams params) {
    String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    return switch (method) {
      case "lanes" ->
          "Latchkey, %s lane%s"
              .formatted(params.getParam("width"), params.getParam("width").equals("1") ? "" : "s");
      case "elytron" -> ELYTRON;
      case "bouncyCastle" -> "Bouncy Castle 1.87";
      case "favre" -> "favre bcrypt 0.10.2";
      case "springSecurity" -> "Spring Security Crypto 7.1.2";
      case "jBCrypt" -> "jBCrypt 0.4";
      default -> method;
    };
  }

  private void measureLibxcrypt() throws IOException {
    if (!Files.isExecutable(LIBXCRYPT)) {
      return;
    }
    Process process =
        new ProcessBuilder(LIBXCRYPT.toString(), "time", "" + COST, "" + LIBXCRYPT_HASHES).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    add("libxcrypt crypt_r (C)", KernelReport.NATIVE, Double.parseDouble(output));
  }

  private void add(String name, String platform, double milliseconds) {
    implementations.add(name);
    results.of(name, platform).add("millis", milliseconds);
  }
}
