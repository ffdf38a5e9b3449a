package dev.latchkey.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.password.Calibration;
import dev.latchkey.password.PasswordConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "calibrate",
    description = {
      "Measures how fast this machine hashes, and says which bcrypt cost it can afford.",
      "It measures whole hashes of cost 8, one alone (in the processor's time) and all lanes of all"
          + " threads together (in real time), and doubles the time for each cost above. Logins per"
          + " second are those of the hashing alone.",
      "It takes about three times --time, and needs neither a database nor a key."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey calibrate",
      "  latchkey calibrate --within 100ms --threads 1 --json",
      "  for n in 1 2 3 4 5 6 7; do latchkey calibrate --lanes $n; done"
    })
class CalibrateCommand implements Callable<Integer> {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MAX_THREADS = 1024;

  /** A smaller share of the processor means that the machine did something else as well. */
  private static final double QUIET_SHARE = 0.95;

  @Spec CommandSpec spec;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      defaultValue = "250ms",
      description = "The longest that a lone login may take to hash (${DEFAULT-VALUE}).",
      converter = ShortTimeConverter.class)
  Duration within;

  @Option(
      names = "--lanes",
      paramLabel = "N",
      defaultValue = "${env:LATCHKEY_PASSWORD_LANES:-" + PasswordConfig.DEFAULT_LANES + "}",
      description = "How many hashes a thread advances at once, 1 to 7 (${DEFAULT-VALUE}).")
  int lanes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "${env:LATCHKEY_PASSWORD_THREADS}",
      description = "How many threads hash (one per core).")
  @Nullable Integer threads;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      defaultValue = "3s",
      description = "How long each of the two measurements takes (${DEFAULT-VALUE}).",
      converter = ShortTimeConverter.class)
  Duration time;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() throws InterruptedException {
    int threadCount = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    require(lanes >= 1 && lanes <= Calibration.MAX_LANES, "--lanes: not from 1 to 7");
    require(
        threadCount >= 1 && threadCount <= MAX_THREADS, "--threads: not from 1 to " + MAX_THREADS);

    var calibration = Calibration.measure(threadCount, lanes, time);
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(json(calibration).toPrettyString());
    } else {
      print(calibration, out);
    }
    out.flush();
    return 0;
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  private void print(Calibration calibration, PrintWriter out) {
    out.println("        one hash alone        " + lanesTogether(calibration));
    out.println("cost    ms each  logins/s     ms each  logins/s");
    for (int cost = Calibration.MIN_COST; cost <= Calibration.MAX_COST; cost++) {
      out.printf(
          Locale.ROOT,
          "%4d %10.1f %9.1f  %10.1f %9.1f%n",
          cost,
          millis(calibration.alone(cost)),
          calibration.alonePerSecond(cost),
          millis(calibration.together(cost)),
          calibration.perSecond(cost));
    }
    out.println();
    out.println(advice(calibration.highestCostWithin(within)));
    if (calibration.share() < QUIET_SHARE) {
      out.printf(
          Locale.ROOT,
          "What is together got %.0f %% of the processor's time that it asked for: others were busy, or"
              + "%nit is limited. With all of it, it makes %.1f logins/s at cost %d.%n",
          100 * calibration.share(),
          calibration.perSecond(Calibration.MIN_COST) / calibration.share(),
          Calibration.MIN_COST);
    }
  }

  private static String lanesTogether(Calibration calibration) {
    return calibration.threads() + " × " + calibration.lanes() + " lanes together";
  }

  private String advice(OptionalInt cost) {
    var limit = String.format(Locale.ROOT, "%.0f ms", millis(within));
    if (cost.isEmpty()) {
      return "Even at cost 8 a lone login hashes for longer than " + limit + ".";
    }
    return "Up to cost "
        + cost.getAsInt()
        + " (latchkey.password.cost) a lone login hashes for no longer than "
        + limit
        + ".";
  }

  private ObjectNode json(Calibration calibration) {
    var root =
        JsonMapper.builder()
            .build()
            .createObjectNode()
            .put("threads", calibration.threads())
            .put("lanes", calibration.lanes())
            .put("processorShare", rounded(calibration.share()))
            .put("withinMillis", within.toMillis());
    var highest = calibration.highestCostWithin(within);
    root.put("highestCost", highest.isPresent() ? highest.getAsInt() : null);
    var costs = root.putArray("costs");
    for (int cost = Calibration.MIN_COST; cost <= Calibration.MAX_COST; cost++) {
      costs
          .addObject()
          .put("cost", cost)
          .put("aloneMillis", rounded(millis(calibration.alone(cost))))
          .put("alonePerSecond", rounded(calibration.alonePerSecond(cost)))
          .put("togetherMillis", rounded(millis(calibration.together(cost))))
          .put("togetherPerSecond", rounded(calibration.perSecond(cost)));
    }
    return root;
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MILLI;
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** Reads how long somebody would wait. */
  static class ShortTimeConverter extends TimeConverter {

    ShortTimeConverter() {
      super(Duration.ofMinutes(1), "250ms or 1s, at most a minute");
    }
  }
}
