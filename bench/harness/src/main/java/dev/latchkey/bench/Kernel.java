package dev.latchkey.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The process of {@code dev.latchkey.password.Ceiling}: the hashing kernel and nothing else. */
final class Kernel implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final PrintStream questions;

  Kernel(Options options) throws IOException {
    var classPath =
        List.of(
            options.folder().resolve("ceiling").toString(),
            options.root().resolve("target/classes").toString());
    process =
        new ProcessBuilder(
                Server.java(),
                "-cp",
                String.join(java.io.File.pathSeparator, classPath),
                "dev.latchkey.password.Ceiling")
            .redirectError(Path.of("/dev/stderr").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Hashes per second of all cores. */
  double perSecond(double seconds) throws IOException {
    return Double.parseDouble(ask("full " + seconds).split(" ")[0]);
  }

  void measureInto(Rounds rounds, double seconds) throws IOException {
    String[] full = ask("full " + seconds).split(" ");
    rounds.add("perSecond", Double.parseDouble(full[0]));
    rounds.add("cpu", Double.parseDouble(full[1]));
    rounds.add("lone", Double.parseDouble(ask("lone " + seconds / 2)));
  }

  String ask(String question) throws IOException {
    questions.println(question);
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException("the kernel's process has ended");
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
