package dev.latchkey.cli.imports;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a file to import is. */
public enum ImportFormat {
  CSV,
  JSONL;

  /** The format that a file's name ends with. */
  public static Optional<ImportFormat> of(String fileName) {
    var name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return Optional.of(CSV);
    }
    return name.endsWith(".jsonl") || name.endsWith(".ndjson")
        ? Optional.of(JSONL)
        : Optional.empty();
  }

  /** Reads a format from the command line. */
  public static final class Converter implements ITypeConverter<ImportFormat> {

    @Override
    public ImportFormat convert(String text) {
      return of("." + text).orElseThrow(() -> new TypeConversionException("not csv or jsonl"));
    }
  }
}
