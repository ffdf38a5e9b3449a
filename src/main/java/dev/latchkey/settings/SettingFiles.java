package dev.latchkey.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import jakarta.annotation.Priority;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a setting from the file that another setting names ({@link SettingFilesConfig}). The text
 * is taken as it is, but for one line end behind it: the tools that write such files put one there.
 */
@StaticInitSafe
@Priority(LiteralValues.BELOW_EXPRESSIONS)
public final class SettingFiles implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1L;

  static final Set<String> SETTINGS =
      Set.of("latchkey.database.url", "latchkey.database.username", "latchkey.database.password");

  /** Far longer than any of them. */
  private static final int MAX_BYTES = 8_192;

  private static final Pattern ONE_LINE_END = Pattern.compile("\r?\n\\z");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    @Nullable ConfigValue value = context.proceed(name);
    if (!SETTINGS.contains(name)) {
      return value;
    }
    @Nullable ConfigValue file = context.restart(name + "-file");
    if (isEmpty(file)) {
      return value;
    }
    Settings.require(
        isEmpty(value),
        name + "-file",
        "is set beside " + Settings.both(name) + ": set one of them");
    return file.withName(name)
        .withValue(LiteralValues.literal(read(name + "-file", file.getValue())))
        .withConfigSourceName("file of a setting");
  }

  private static boolean isEmpty(@Nullable ConfigValue value) {
    return value == null || value.getValue() == null || value.getValue().isEmpty();
  }

  private static String read(String property, String path) {
    var text = ONE_LINE_END.matcher(decode(property, bytes(property, path))).replaceFirst("");
    Settings.require(!text.isEmpty(), property, "names a file that is empty");
    Settings.require(
        !text.startsWith(BYTE_ORDER_MARK) && text.indexOf('\0') < 0,
        property,
        "names a file that is not plain UTF-8: it begins with a byte order mark, or has a NUL");
    TextSettings.checkLineEnds(property, text);
    return text;
  }

  /** A pipe could be read only once, and the setting is asked for more often. */
  private static byte[] bytes(String property, String path) {
    try {
      var file = Path.of(path);
      Settings.require(
          !Files.exists(file) || Files.isRegularFile(file),
          property,
          "names something that is not a file");
      try (var content = Files.newInputStream(file)) {
        var bytes = content.readNBytes(MAX_BYTES + 1);
        Settings.require(
            bytes.length <= MAX_BYTES,
            property,
            "names a file of more than " + MAX_BYTES + " bytes");
        return bytes;
      }
    } catch (IOException | InvalidPathException e) {
      throw Settings.wrong(property, "names a file that is missing or cannot be read");
    }
  }

  private static String decode(String property, byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Settings.wrong(property, "names a file that is not UTF-8");
    }
  }
}
