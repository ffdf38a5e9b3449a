package dev.latchkey.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where and on what a measurement ran, without a word of who or which path. */
final class Machine {

  private Machine() {}

  static String describe() throws IOException {
    String processor = System.getProperty("os.arch");
    for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
      if (line.startsWith("model name")) {
        processor = line.substring(line.indexOf(':') + 1).trim();
      }
    }
    long memory = 0;
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith("MemTotal:")) {
        memory = Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 1024.0 / 1024.0);
      }
    }
    return "%s · %s, %d cores, %d GB · %s %s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            processor,
            Runtime.getRuntime().availableProcessors(),
            memory,
            System.getProperty("java.vm.name"),
            Runtime.version());
  }
}
