package dev.latchkey.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A measured process; its output goes to a file. */
final class Server implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(300);

  private final Process process;
  private final Path log;

  Server(Path folder, String name, Map<String, String> environment, List<String> command)
      throws IOException {
    log = folder.resolve(name + ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Starts a jar with the options of the measured services. */
  static List<String> java(Options options, String jar) {
    var command = new ArrayList<>(List.of(java()));
    command.addAll(options.javaOptions());
    command.addAll(List.of("-jar", jar));
    return command;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The process that serves: a script may have started it. */
  long pid() {
    return process
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElse(process.toHandle())
        .pid();
  }

  /** Ends it without a chance to answer what it has begun. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Waits until an address answers with 200. */
  void await(String uri) throws IOException, InterruptedException {
    var client = HttpClient.newHttpClient();
    var request = HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(5)).build();
    await(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);
  }

  /** Waits until a port of the loopback address is open. */
  void awaitPort(int port) throws IOException, InterruptedException {
    await(
        () -> {
          new Socket(InetAddress.getLoopbackAddress(), port).close();
          return true;
        });
  }

  /** A question to a process that may not listen yet. */
  private interface Question {
    boolean ask() throws IOException, InterruptedException;
  }

  private void await(Question question) throws IOException, InterruptedException {
    long limit = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < limit && process.isAlive()) {
      try {
        if (question.ask()) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("It does not start:\n" + Files.readString(log));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
    }
  }
}
