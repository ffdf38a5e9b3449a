package dev.latchkey.cli;

import dev.latchkey.cli.console.CommandException;
import dev.latchkey.cli.console.Json;
import dev.latchkey.cli.console.Listing;
import dev.latchkey.cli.console.Printable;
import dev.latchkey.factor.FactorKeys;
import dev.latchkey.registry.FactorKeyUse;
import jakarta.enterprise.inject.Vetoed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Vetoed
@Command(
    name = "usage",
    description = {
      "Shows the factor keys of LATCHKEY_FACTOR_KEYS, and how many second factors and unconfirmed"
          + " enrolments of the last hour are stored under each.",
      "active: encrypts what is new. used: still needed. unused: nothing is stored under it, so it can"
          + " be removed. missing: what is stored under it cannot be read; then the exit code is 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey key usage",
      "  latchkey key usage --json | jq -r '.[] | select(.state == \"unused\").file'"
    })
class KeyUsageCommand extends RegistryCommand {

  private static final String MISSING = "missing";

  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  KeyUsageCommand(RegistryAccess registry) {
    super(registry);
  }

  @Override
  public Integer call() {
    return run(this::show);
  }

  private void show(RegistryAccess.Services services) {
    var uses = services.factorUses().keyUses();
    var lines = lines(uses, services.factorKeys().get());
    print(lines);
    var missing = lines.stream().filter(line -> line.state.equals(MISSING)).toList();
    if (!missing.isEmpty()) {
      throw new CommandException(
          missing.stream()
              .map(line -> Printable.of(line.use.keyId()))
              .collect(
                  Collectors.joining(
                      ", ",
                      "What is stored under these keys cannot be read: ",
                      ". Put them back into the folder of LATCHKEY_FACTOR_KEYS.")));
    }
  }

  /**
   * @param file the file of a key that is in the folder; empty for one that is missing
   */
  private record Line(FactorKeyUse use, String file, String state) {}

  /** The keys of the folder in the order of their files, then those that are missing there. */
  private static List<Line> lines(List<FactorKeyUse> uses, Optional<FactorKeys> keys) {
    var missing = new TreeMap<String, FactorKeyUse>();
    uses.forEach(use -> missing.put(use.keyId(), use));
    var lines = new ArrayList<Line>();
    keys.ifPresent(
        held ->
            held.files()
                .forEach(
                    (id, file) -> {
                      var use = missing.remove(id);
                      lines.add(line(held, use == null ? new FactorKeyUse(id, 0, 0) : use, file));
                    }));
    missing.values().forEach(use -> lines.add(new Line(use, "", MISSING)));
    return lines;
  }

  private static Line line(FactorKeys keys, FactorKeyUse use, String file) {
    if (use.keyId().equals(keys.activeId())) {
      return new Line(use, file, "active");
    }
    return new Line(use, file, use.factors() + use.enrolments() > 0 ? "used" : "unused");
  }

  private void print(List<Line> lines) {
    var out = spec.commandLine().getOut();
    var listing =
        json
            ? Listing.json(out)
            : Listing.table(out, "KEY", "FILE", "STATE", "FACTORS", "ENROLMENTS");
    for (var line : lines) {
      listing.add(cells(line), () -> Json.of(line.use, line.file, line.state));
    }
    listing.end();
  }

  private static List<String> cells(Line line) {
    return List.of(
        line.use.keyId(),
        line.file.isEmpty() ? "-" : line.file,
        line.state,
        Long.toString(line.use.factors()),
        Long.toString(line.use.enrolments()));
  }
}
