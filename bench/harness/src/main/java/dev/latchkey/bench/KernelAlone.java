package dev.latchkey.bench;

import dev.latchkey.bench.report.Rounds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The yardstick: a process that only hashes, on all cores. It tells what a service could reach if
 * everything but hashing were free. The program is in bench/kernels.
 */
final class KernelAlone implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final PrintStream questions;

  /**
   * @param width how many hashes each core advances at once: as many as the measured service
   */
  KernelAlone(Options options, int width) throws IOException {
    process =
        new ProcessBuilder(
                Server.java(),
                "-cp",
                options.root().resolve("bench/kernels/target/classes").toString(),
                "dev.latchkey.bench.kernels.KernelAlone",
                String.valueOf(width))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  void warmUp() throws IOException {
    ask("full", 3);
    ask("lone", 2);
  }

  /** Hashes per second of all cores. */
  double perSecond(double seconds) throws IOException {
    return ask("full", seconds)[0];
  }

  void measureInto(Rounds rounds, double seconds) throws IOException {
    double[] full = ask("full", seconds);
    rounds.add("perSecond", full[0]);
    rounds.add("cpu", full[1]);
    rounds.add("lone", ask("lone", seconds / 2)[0]);
  }

  private double[] ask(String question, double seconds) throws IOException {
    questions.println(question + " " + seconds);
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException("the process of the kernel alone has ended");
    }
    return Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
