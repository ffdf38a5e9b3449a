package dev.latchkey.keys;

import java.util.List;
import java.util.Optional;

/**
 * What a {@link KeyWatch} watches, and the words in which it reports.
 *
 * @param <T> the keys at one moment, immutable
 */
public interface WatchedKeys<T> {

  /** As in {@code signing keys}; the thread is named after it, too. */
  String name();

  /** What goes on while the folder cannot be used, as a sentence without its full stop. */
  String meanwhile();

  /**
   * Reads them. The watch calls it once when it is made, and then on its own thread alone.
   *
   * @throws KeyFolderException when they cannot be used
   */
  T read();

  /** Whether nothing changed that anybody could see. */
  boolean same(T before, T now);

  /** What is allowed but not well, one line each. */
  List<String> warnings(T keys);

  /** What the log says of new keys, if anything. */
  Optional<String> report(T keys);
}
