package dev.latchkey.keys;

import java.util.List;

/**
 * The keys of a folder at one moment.
 *
 * @param active the one in use; one of all
 * @param all in the order of their files' names, each once
 * @param warnings what is allowed but not well, one line each
 */
public record HeldKeys<K>(K active, List<K> all, List<String> warnings) {

  public HeldKeys {
    all = List.copyOf(all);
    warnings = List.copyOf(warnings);
  }
}
