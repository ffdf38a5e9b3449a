package dev.latchkey.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A folder of keys, one file each. The file {@code active} holds the name of the key in use, with
 * or without its suffix; while there is only one key it may be missing. Files with another suffix,
 * and all that begin with a dot, are ignored. The order is that of the file names; a key in two
 * files counts once. Any thread may read it; that blocks on the file system.
 */
public final class KeyFolder<K> {

  private static final String ACTIVE = "active";

  /** Nobody swaps a Secret so often while it is read: what fails then fails for another reason. */
  private static final int MAX_ATTEMPTS = 4;

  /** What Kubernetes swaps to change all files of a mounted Secret at once. */
  private static final String KUBERNETES_DATA = "..data";

  private final Path folder;
  private final KeyForm<K> form;

  public KeyFolder(Path folder, KeyForm<K> form) {
    this.folder = folder;
    this.form = form;
  }

  /**
   * Reads the folder; empty where it has no key.
   *
   * @throws KeyFolderException when a key, or which of them is active, cannot be told; its message
   *     is one line for the operator
   */
  public Optional<HeldKeys<K>> load() {
    return load(this::read);
  }

  /**
   * Kubernetes removes the files of before as soon as {@code ..data} leads to others. Whoever was
   * reading them then finds some missing, and cannot tell whether all were there: they are read
   * again, until nothing moved meanwhile.
   */
  Optional<HeldKeys<K>> load(Function<Path, Optional<HeldKeys<K>>> read) {
    for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      var source = source();
      try {
        var keys = read.apply(source);
        if (source().equals(source)) {
          return keys;
        }
      } catch (KeyFolderException e) {
        if (source().equals(source)) {
          throw e;
        }
      }
    }
    return read.apply(source());
  }

  /**
   * @param source where the files lie, which may be elsewhere than messages say
   */
  Optional<HeldKeys<K>> read(Path source) {
    var keys = new TreeMap<String, K>();
    var firstNames = new HashMap<String, String>();
    var distinct = new ArrayList<K>();
    var warnings = new ArrayList<String>();
    for (var name : names(source)) {
      var file = new KeyFile(source.resolve(name), folder.resolve(name));
      var key = form.parse(file.text(), file.file(), warnings::add);
      file.warning().ifPresent(warnings::add);
      keys.put(name, key);
      var first = firstNames.putIfAbsent(form.id(key), name);
      if (first == null) {
        distinct.add(key);
      } else {
        warnings.add(file.file() + " holds the same key as " + folder.resolve(first));
      }
    }
    if (keys.isEmpty() && !Files.exists(source.resolve(ACTIVE))) {
      return Optional.empty();
    }
    return Optional.of(new HeldKeys<>(active(source, keys, distinct.size()), distinct, warnings));
  }

  /** What is wrong with a folder without keys, where there must be one. */
  public KeyFolderException noKeys() {
    return new KeyFolderException(
        folder,
        "holds no *" + form.suffix() + " file: make a key with the command " + form.command());
  }

  /**
   * Where to read. In a mounted Secret the files are links through {@code ..data}, which may be
   * swapped between two reads; the folder that it points at does not change.
   */
  private Path source() {
    if (!Files.isDirectory(folder)) {
      throw new KeyFolderException(
          folder, Files.exists(folder) ? "is not a folder" : "is missing, or may not be entered");
    }
    var data = folder.resolve(KUBERNETES_DATA);
    try {
      return Files.isDirectory(data) ? data.toRealPath() : folder;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private List<String> names(Path source) {
    try (var entries = Files.list(source)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.endsWith(form.suffix()) && !name.startsWith("."))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw unreadable(folder, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private K active(Path source, TreeMap<String, K> keys, int distinctKeys) {
    if (keys.isEmpty()) {
      throw noKeys(); // but something names one
    }
    var active = folder.resolve(ACTIVE);
    String name;
    try {
      name = Files.readString(source.resolve(ACTIVE)).strip();
    } catch (NoSuchFileException e) {
      if (distinctKeys > 1) {
        throw new KeyFolderException(active, "is missing: it must name " + oneOf(keys));
      }
      return keys.firstEntry().getValue();
    } catch (IOException e) {
      throw unreadable(active, e);
    }
    var key = keys.get(name.endsWith(form.suffix()) ? name : name + form.suffix());
    if (key == null) {
      // What it names instead is not told: it may be a key that someone copied to the wrong place.
      throw new KeyFolderException(
          active, "names no key of this folder: it must name " + oneOf(keys));
    }
    return key;
  }

  private String oneOf(TreeMap<String, K> keys) {
    return keys.keySet().stream()
        .collect(Collectors.joining(" or ", "the key that " + form.use() + ", ", ""));
  }

  private static KeyFolderException unreadable(Path file, IOException e) {
    return new KeyFolderException(file, "cannot be read: " + e.getClass().getSimpleName());
  }
}
