package dev.latchkey.token;

import dev.latchkey.keys.HeldKeys;
import dev.latchkey.keys.KeyFolder;
import dev.latchkey.keys.KeyFolderException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

/**
 * All signing keys at one moment: the one that signs, and those that are published. Immutable.
 *
 * <p>They lie in a {@link KeyFolder} as {@code *.pem}, one PKCS#8 key each.
 */
public final class SigningKeys {

  private final SigningKey signing;
  private final List<SigningKey> published;
  private final List<String> warnings;

  private SigningKeys(HeldKeys<SigningKey> keys) {
    this.signing = keys.active();
    this.published = keys.all();
    this.warnings = keys.warnings();
  }

  /**
   * Reads a folder. It blocks on the file system and takes some milliseconds per key.
   *
   * @throws KeyFolderException when a key, or which of them signs, cannot be told; its message is
   *     one line for the operator
   */
  public static SigningKeys load(Path folder) {
    var keys = new KeyFolder<>(folder, new SigningKeyForm());
    return new SigningKeys(keys.load().orElseThrow(keys::noKeys));
  }

  /** A new key for ES256 that lives as long as this object: for tests. */
  static SigningKeys inMemory() {
    return inMemory(SigningKeyGenerator.newP256().getPrivate());
  }

  /** One key that is in no folder: for dev mode and tests. */
  static SigningKeys inMemory(PrivateKey privateKey) {
    var key = SigningKey.of(privateKey, Path.of("the key in memory"));
    return new SigningKeys(new HeldKeys<>(key, List.of(key), List.of()));
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
