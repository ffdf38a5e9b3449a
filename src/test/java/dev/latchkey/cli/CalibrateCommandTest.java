package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrateCommandTest {

  @Test
  void table_hasEveryCostAndAnAdvice() {
    var run = run("--within", "1m", "--lanes", "2", "--threads", "1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .filteredOn(
            line -> line.matches(" *(8|9|1[0-4]) +\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d"))
        .hasSize(7);
    assertThat(run.out())
        .contains("1 × 2 lanes")
        .containsPattern("Up to cost \\d+ \\(latchkey.password.cost\\) .* 60000 ms\\.\\R");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void json_doublesFromCostToCost() throws Exception {
    var run = run("--json", "--within", "1m", "--lanes", "3", "--threads", "2");

    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("threads").asInt()).isEqualTo(2);
    assertThat(json.get("lanes").asInt()).isEqualTo(3);
    assertThat(json.get("withinMillis").asInt()).isEqualTo(60_000);
    assertThat(json.get("processorShare").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("highestCost").asInt()).isBetween(8, 14);
    var costs = json.get("costs");
    assertThat(costs).hasSize(7);
    for (var each : costs) {
      double twice = Math.scalb(1.0, each.get("cost").asInt() - 8);
      assertThat(each.get("aloneMillis").asDouble() / costs.get(0).get("aloneMillis").asDouble())
          .isBetween(0.99 * twice, 1.01 * twice);
    }
  }

  @Test
  void machineThatIsTooSlow_isToldSo() throws Exception {
    assertThat(run("--within", "0.000001S").out())
        .contains("Even at cost 8")
        .contains("longer than");
    JsonNode json = new ObjectMapper().readTree(run("--json", "--within", "0.000001S").out());
    assertThat(json.get("highestCost").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--lanes=0, --lanes",
    "--lanes=8, --lanes",
    "--threads=0, --threads",
    "--within=0ms, --within",
    "--within=soon, --within",
    "--time=2m, --time"
  })
  void impossibleOption_isBadUsage(String option, String name) {
    var run = CommandRun.of(LatchkeyCommand.commandLine(), "calibrate", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(name).hasLineCount(1);
  }

  private static CommandRun run(String... options) {
    var arguments = new String[options.length + 2];
    arguments[0] = "calibrate";
    arguments[1] = "--time=1ms";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandRun.of(LatchkeyCommand.commandLine(), arguments);
  }
}
