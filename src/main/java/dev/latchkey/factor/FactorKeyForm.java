package dev.latchkey.factor;

import dev.latchkey.keys.KeyFolderException;
import dev.latchkey.keys.KeyForm;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A file with 32 random bytes as Base64 or hexadecimal digits, as {@code openssl rand} prints them
 * too. Line ends and blanks do not count.
 */
final class FactorKeyForm implements KeyForm<FactorKey> {

  private static final int HEX_DIGITS = 2 * FactorKey.BYTES;

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  @Override
  public String suffix() {
    return ".key";
  }

  @Override
  public String use() {
    return "encrypts";
  }

  @Override
  public String command() {
    return "key generate --factor";
  }

  @Override
  public String id(FactorKey key) {
    return key.id();
  }

  @Override
  public FactorKey parse(String text, Path file, Consumer<String> warnings) {
    var key =
        decode(WHITE_SPACE.matcher(text).replaceAll(""))
            .filter(bytes -> bytes.length == FactorKey.BYTES)
            .orElseThrow(
                () ->
                    new KeyFolderException(
                        file,
                        "is damaged, or no key of this kind: it must hold "
                            + FactorKey.BYTES
                            + " bytes in Base64 or hex, as "
                            + command()
                            + " makes them"));
    return new FactorKey(key, String.valueOf(file.getFileName()));
  }

  /** The lengths tell the two forms apart: 32 bytes are 44 characters of Base64. */
  private static Optional<byte[]> decode(String text) {
    try {
      return Optional.of(
          text.length() == HEX_DIGITS
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
