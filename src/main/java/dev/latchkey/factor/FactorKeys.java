package dev.latchkey.factor;

import dev.latchkey.keys.HeldKeys;
import dev.latchkey.keys.KeyFolder;
import dev.latchkey.keys.KeyFolderException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The keys at one moment, and what they are for: a user's secret is stored under AES-256-GCM (NIST
 * SP 800-38D), with a random nonce of 96 bits and a tag of 128 bits. The user's id is the
 * associated data, so that nobody who can write rows can give one user the factor of another.
 * Random nonces are good for 2<sup>32</sup> secrets under one key. Immutable, any thread.
 *
 * <p>The keys lie in a {@link KeyFolder} as {@code *.key}, 32 bytes each. The active one encrypts;
 * all decrypt.
 */
public final class FactorKeys {

  /** The first byte of what is stored. Another form of it gets another number. */
  private static final byte VERSION = 1;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES;

  private final FactorKey active;
  private final List<FactorKey> all;
  private final List<String> warnings;

  private FactorKeys(HeldKeys<FactorKey> keys) {
    this.active = keys.active();
    this.all = keys.all();
    this.warnings = keys.warnings();
  }

  /**
   * Reads a folder, which blocks on the file system; empty where it has no key, as the mount of a
   * Kubernetes Secret that may be missing.
   *
   * @throws KeyFolderException when a key, or which of them encrypts, cannot be told; its message
   *     is one line for the operator
   */
  public static Optional<FactorKeys> load(Path folder) {
    return new KeyFolder<>(folder, new FactorKeyForm()).load().map(FactorKeys::new);
  }

  /**
   * One key that is in no folder: for dev mode and tests.
   *
   * @param key 32 bytes
   */
  static FactorKeys inMemory(byte[] key) {
    var only = new FactorKey(key, "in memory");
    return new FactorKeys(new HeldKeys<>(only, List.of(only), List.of()));
  }

  /** Encrypts a user's secret under the active key. Each time the bytes are others. */
  public SealedSecret seal(UUID userId, TotpSecret secret) {
    var nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    try {
      var encrypted = cipher(Cipher.ENCRYPT_MODE, active, nonce, userId).doFinal(secret.bytes());
      return new SealedSecret(
          active.id(),
          ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
              .put(VERSION)
              .put(nonce)
              .put(encrypted)
              .array());
    } catch (GeneralSecurityException e) {
      throw noAesGcm(e);
    }
  }

  /**
   * Decrypts a user's secret.
   *
   * @throws FactorKeyMissingException when its key is not in the folder; it names the key
   * @throws DamagedSecretException when it was changed, or is another user's
   */
  public TotpSecret open(UUID userId, SealedSecret sealed) {
    var key = find(sealed.keyId()).orElseThrow(() -> new FactorKeyMissingException(sealed.keyId()));
    if (sealed.bytes().length <= OVERHEAD || sealed.bytes()[0] != VERSION) {
      throw new DamagedSecretException(key.id());
    }
    var stored = ByteBuffer.wrap(sealed.bytes(), 1, sealed.bytes().length - 1);
    var nonce = new byte[NONCE_BYTES];
    var encrypted = new byte[stored.remaining() - NONCE_BYTES];
    stored.get(nonce).get(encrypted);
    try {
      return TotpSecret.of(cipher(Cipher.DECRYPT_MODE, key, nonce, userId).doFinal(encrypted));
    } catch (AEADBadTagException e) {
      throw new DamagedSecretException(key.id());
    } catch (GeneralSecurityException e) {
      throw noAesGcm(e);
    }
  }

  /**
   * Whether a secret is under another key than the active one. It is to be sealed again when it is
   * open anyway, so that the other key can be removed one day.
   */
  public boolean isOutdated(SealedSecret sealed) {
    return !sealed.keyId().equals(active.id());
  }

  /** The id of the key that encrypts. */
  public String activeId() {
    return active.id();
  }

  /** The ids of all keys, in the order of their files' names. */
  public List<String> ids() {
    return all.stream().map(FactorKey::id).toList();
  }

  /**
   * The same with the names of their files, without the folder; a key in two files has the first.
   */
  public Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    all.forEach(key -> files.put(key.id(), key.file()));
    return files;
  }

  /** What is allowed but not well, one line each. */
  public List<String> warnings() {
    return warnings;
  }

  boolean sameAs(FactorKeys other) {
    return activeId().equals(other.activeId()) && ids().equals(other.ids());
  }

  private Optional<FactorKey> find(String id) {
    return all.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private static Cipher cipher(int mode, FactorKey key, byte[] nonce, UUID userId)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secretKey(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(userId.getMostSignificantBits())
            .putLong(userId.getLeastSignificantBits())
            .array());
    return cipher;
  }

  private static IllegalStateException noAesGcm(GeneralSecurityException e) {
    return new IllegalStateException("this Java has no AES-256-GCM", e);
  }

  @Override
  public String toString() {
    return "FactorKeys[active=" + activeId() + ", all=" + ids() + "]";
  }
}
