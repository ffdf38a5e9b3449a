package dev.latchkey.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * All signing keys at one moment: the one that signs, and those that are published. Immutable.
 *
 * <p>They lie in a folder as {@code *.pem}, one PKCS#8 key each. The file {@code active} holds the
 * name of the one that signs, with or without {@code .pem}; while there is only one key it may be
 * missing. Files of other names, and all that begin with a dot, are ignored. The order is that of
 * the file names; a key in two files counts once.
 */
public final class SigningKeys {

  static final String ACTIVE = "active";
  private static final String SUFFIX = ".pem";

  /** Nobody swaps a Secret so often while it is read: what fails then fails for another reason. */
  private static final int MAX_ATTEMPTS = 4;

  /** What Kubernetes swaps to change all files of a mounted Secret at once. */
  private static final String KUBERNETES_DATA = "..data";

  private final SigningKey signing;
  private final List<SigningKey> published;
  private final List<String> warnings;

  private SigningKeys(SigningKey signing, List<SigningKey> published, List<String> warnings) {
    this.signing = signing;
    this.published = published;
    this.warnings = warnings;
  }

  /**
   * Reads a folder. It blocks on the file system and takes some milliseconds per key.
   *
   * @throws KeyFolderException when a key, or which of them signs, cannot be told; its message is
   *     one line for the operator
   */
  public static SigningKeys load(Path folder) {
    return load(folder, SigningKeys::read);
  }

  /**
   * Kubernetes removes the files of before as soon as {@code ..data} leads to others. Whoever was
   * reading them then finds some missing, and cannot tell whether all were there: they are read
   * again, until nothing moved meanwhile.
   */
  static SigningKeys load(Path folder, BiFunction<Path, Path, SigningKeys> read) {
    for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      var source = source(folder);
      try {
        var keys = read.apply(source, folder);
        if (source(folder).equals(source)) {
          return keys;
        }
      } catch (KeyFolderException e) {
        if (source(folder).equals(source)) {
          throw e;
        }
      }
    }
    return read.apply(source(folder), folder);
  }

  /**
   * @param source where the files lie, which may be elsewhere than messages say
   */
  static SigningKeys read(Path source, Path folder) {
    var files = new TreeMap<String, KeyFile>();
    for (var name : keyFileNames(source, folder)) {
      files.put(name, KeyFile.read(source.resolve(name), folder.resolve(name)));
    }
    if (files.isEmpty()) {
      throw new KeyFolderException(
          folder, "holds no *.pem file: make a key with the command key generate");
    }
    var keys = new TreeMap<String, KeyFile>();
    var warnings = new ArrayList<String>();
    for (var file : files.values()) {
      warnings.addAll(file.warnings());
      var first = files.values().stream().filter(other -> sameKey(other, file)).findFirst();
      if (first.filter(other -> !other.name().equals(file.name())).isPresent()) {
        warnings.add(file.file() + " holds the same key as " + first.get().file());
      } else {
        keys.put(file.name(), file);
      }
    }
    return new SigningKeys(
        signing(source, folder, files, keys.size()),
        keys.values().stream().map(KeyFile::key).toList(),
        List.copyOf(warnings));
  }

  /** A new key for ES256 that lives as long as this object: for tests. */
  static SigningKeys inMemory() {
    return inMemory(SigningKeyGenerator.newP256().getPrivate());
  }

  /** One key that is in no folder: for dev mode and tests. */
  static SigningKeys inMemory(PrivateKey privateKey) {
    var key = SigningKey.of(privateKey, Path.of("the key in memory"));
    return new SigningKeys(key, List.of(key), List.of());
  }

  /**
   * Where to read. In a mounted Secret the files are links through {@code ..data}, which may be
   * swapped between two reads; the folder that it points at does not change.
   */
  private static Path source(Path folder) {
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

  private static List<String> keyFileNames(Path source, Path folder) {
    try (var entries = Files.list(source)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
          .toList();
    } catch (UncheckedIOException e) {
      throw unreadable(folder, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static boolean sameKey(KeyFile one, KeyFile other) {
    return one.key().id().equals(other.key().id());
  }

  private static SigningKey signing(
      Path source, Path folder, TreeMap<String, KeyFile> files, int distinctKeys) {
    var active = folder.resolve(ACTIVE);
    String name;
    try {
      name = Files.readString(source.resolve(ACTIVE)).strip();
    } catch (NoSuchFileException e) {
      if (distinctKeys > 1) {
        throw new KeyFolderException(active, "is missing: it must name " + oneOf(files));
      }
      return files.firstEntry().getValue().key();
    } catch (IOException e) {
      throw unreadable(active, e);
    }
    var file = files.get(name.endsWith(SUFFIX) ? name : name + SUFFIX);
    if (file == null) {
      // What it names instead is not told: it may be a key that someone copied to the wrong place.
      throw new KeyFolderException(
          active, "names no key of this folder: it must name " + oneOf(files));
    }
    return file.key();
  }

  private static String oneOf(TreeMap<String, KeyFile> files) {
    return files.keySet().stream().collect(Collectors.joining(" or ", "the key that signs, ", ""));
  }

  private static KeyFolderException unreadable(Path file, IOException e) {
    return new KeyFolderException(file, "cannot be read: " + e.getClass().getSimpleName());
  }

  /** The key that signs; one of those published. */
  SigningKey signing() {
    return signing;
  }

  /** All keys, in the order of the key set. */
  List<SigningKey> published() {
    return published;
  }

  /** The key of an id ({@code kid}), if it is published. */
  Optional<SigningKey> find(String id) {
    return published.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** What is allowed but not well, one line each. */
  public List<String> warnings() {
    return warnings;
  }

  boolean sameAs(SigningKeys other) {
    return signing.id().equals(other.signing.id()) && ids().equals(other.ids());
  }

  List<String> ids() {
    return published.stream().map(SigningKey::id).toList();
  }

  @Override
  public String toString() {
    return "SigningKeys[signing=" + signing.id() + ", published=" + ids() + "]";
  }
}
