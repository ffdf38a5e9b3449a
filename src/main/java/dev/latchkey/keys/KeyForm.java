package dev.latchkey.keys;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What differs between kinds of keys: the form of a file, and the words of messages.
 *
 * @param <K> a key; its {@code toString} shows nothing secret
 */
public interface KeyForm<K> {

  /** How the names of its files end, as in {@code .pem}. */
  String suffix();

  /** What the active key does, as in {@code signs}. */
  String use();

  /** The command that makes a key, as in {@code key generate}. */
  String command();

  /** What tells a key from others. It follows from the key, not from the name of its file. */
  String id(K key);

  /**
   * @param text the whole file, each byte one character
   * @param file the name that messages use, which may differ from where the text was read
   * @param warnings takes what is allowed but not well, one line each
   * @throws KeyFolderException when there is no such key in it
   */
  K parse(String text, Path file, Consumer<String> warnings);
}
