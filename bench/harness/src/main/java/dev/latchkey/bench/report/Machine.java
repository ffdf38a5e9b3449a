package dev.latchkey.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** When, where and on what a measurement ran, without a name or a path of the machine. */
public final class Machine {

  private Machine() {}

  /** The date, the hardware and the JVM. */
  public static String describe() throws IOException {
    return "%s · %s %s"
        .formatted(hardware(), System.getProperty("java.vm.name"), Runtime.version());
  }

  /** The date and the hardware. */
  public static String hardware() throws IOException {
    // Clouds do not tell the model; the family tells the generation.
    return "%s · %s (family %s), %d cores, %.0f GB"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            field("/proc/cpuinfo", "model name"),
            field("/proc/cpuinfo", "cpu family"),
            Runtime.getRuntime().availableProcessors(),
            kilobytes("/proc/meminfo", "MemTotal") / 1024 / 1024);
  }

  /** Seconds since the benchmark was started. */
  public static String elapsed() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1000 + " s";
  }

  /** A field of a file in /proc that counts kilobytes; not a number where it is missing. */
  public static double kilobytes(String file, String field) throws IOException {
    String digits = field(file, field).replaceAll("\\D", "");
    return digits.isEmpty() ? Double.NaN : Long.parseLong(digits);
  }

  private static String field(String file, String field) throws IOException {
    for (String line : Files.readAllLines(Path.of(file))) {
      if (line.startsWith(field)) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "unknown";
  }
}
