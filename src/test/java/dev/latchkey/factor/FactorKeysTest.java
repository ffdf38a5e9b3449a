package dev.latchkey.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.keys.FilledFolder;
import dev.latchkey.keys.KeyFolderException;
import dev.latchkey.keys.MountedSecret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorKeysTest {

  private static final String A = FactorKeyGenerator.base64();
  private static final String B = FactorKeyGenerator.base64();

  private static final UUID USER = UUID.fromString("0f3bb0d0-7d1c-4a5e-9a53-3a2c63f4e5a1");
  private static final UUID OTHER_USER = UUID.fromString("0f3bb0d0-7d1c-4a5e-9a53-3a2c63f4e5a2");

  @TempDir Path temp;
  private Path path;
  private FilledFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    path = Files.createDirectory(temp.resolve("keys"));
    folder = new FilledFolder(path);
  }

  // The secret of a user

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 32, 64})
  void secret_comesBack(int bytes) {
    var secret = TotpSecret.of(new byte[bytes]);
    var keys = only(A);

    var sealed = keys.seal(USER, secret);

    assertThat(keys.open(USER, sealed)).isEqualTo(secret);
    assertThat(sealed.bytes()).hasSize(1 + 12 + bytes + 16);
    assertThat(sealed.keyId()).isEqualTo(keys.activeId());
  }

  /** The form of what is stored, read by the JDK alone: other versions must read it as well. */
  @Test
  void sealed_isVersionNonceAndAesGcmWithTheUser() throws Exception {
    var secret = TotpSecret.random();
    var stored = ByteBuffer.wrap(only(A).seal(USER, secret).bytes());
    var nonce = new byte[12];

    assertThat(stored.get()).isEqualTo((byte) 1);
    stored.get(nonce);
    var rest = new byte[stored.remaining()];
    stored.get(rest);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(Base64.getDecoder().decode(A.strip()), "AES"),
        new GCMParameterSpec(128, nonce));
    cipher.updateAAD(HexFormat.of().parseHex(USER.toString().replace("-", "")));

    assertThat(cipher.doFinal(rest)).isEqualTo(secret.bytes());
  }

  @Test
  void sameSecret_isNeverTheSameBytes() {
    var keys = only(A);
    var secret = TotpSecret.random();
    var nonces = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      nonces.add(HexFormat.of().formatHex(keys.seal(USER, secret).bytes(), 1, 13));
    }
    assertThat(nonces).hasSize(1_000);
  }

  @Test
  void secretOfAnotherUser_isRefused() {
    var keys = only(A);
    var sealed = keys.seal(USER, TotpSecret.random());

    damaged(keys, OTHER_USER, sealed);
  }

  @Test
  void everyChangedBit_isRefused() {
    var keys = only(A);
    var sealed = keys.seal(USER, TotpSecret.random());
    for (int bit = 0; bit < sealed.bytes().length * Byte.SIZE; bit++) {
      var bytes = sealed.bytes().clone();
      bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

      damaged(keys, USER, new SealedSecret(sealed.keyId(), bytes));
    }
  }

  @Test
  void everyOtherLength_isRefused() {
    var keys = only(A);
    var sealed = keys.seal(USER, TotpSecret.random());
    for (int length = 0; length < 200; length++) {
      if (length != sealed.bytes().length) {
        var bytes = ByteBuffer.allocate(length);
        bytes.put(sealed.bytes(), 0, Math.min(length, sealed.bytes().length));

        damaged(keys, USER, new SealedSecret(sealed.keyId(), bytes.array()));
      }
    }
  }

  @Test
  void secretUnderAnotherKey_isRefused_whateverItsRowSays() {
    var sealed = only(A).seal(USER, TotpSecret.random());
    var keys = only(B);

    damaged(keys, USER, new SealedSecret(keys.activeId(), sealed.bytes()));
  }

  @Test
  void missingKey_isNamed() {
    var sealed = only(A).seal(USER, TotpSecret.random());

    assertThatThrownBy(() -> only(B).open(USER, sealed))
        .isInstanceOfSatisfying(
            FactorKeyMissingException.class, e -> assertThat(e.keyId()).isEqualTo(sealed.keyId()))
        .hasMessage("the key " + id(A) + " of a stored secret is not among the factor keys");
  }

  @Test
  void oddKeyId_isPrintedTamely() {
    assertThatThrownBy(() -> only(A).open(USER, new SealedSecret("x\n\u001b[31m", new byte[49])))
        .isInstanceOf(FactorKeyMissingException.class)
        .hasMessageContaining("the key x???31m of");
  }

  @Test
  void refusal_showsNothingOfTheSecret() {
    var secret = TotpSecret.random();
    var sealed = only(A).seal(USER, secret);

    assertThat(sealed).hasToString("SealedSecret[key " + id(A) + "]");
    assertThatThrownBy(() -> only(A).open(OTHER_USER, sealed))
        .hasNoCause()
        .hasMessage("a stored secret cannot be read with its key " + id(A));
  }

  private static void damaged(FactorKeys keys, UUID user, SealedSecret sealed) {
    assertThatThrownBy(() -> keys.open(user, sealed)).isInstanceOf(DamagedSecretException.class);
  }

  // Rotation

  @Test
  void rotation_readsTheOldKey_andSealsWithTheNew() {
    var secret = TotpSecret.random();
    var before = only(A);
    var old = before.seal(USER, secret);
    assertThat(before.isOutdated(old)).isFalse();

    var keys = load(folder.with("a.key", A).with("b.key", B).with("active", "b"));

    assertThat(keys.open(USER, old)).isEqualTo(secret);
    assertThat(keys.isOutdated(old)).isTrue();
    var renewed = keys.seal(USER, secret);
    assertThat(keys.isOutdated(renewed)).isFalse();

    var after = load(folder.without("a.key").without("active"));

    assertThat(after.open(USER, renewed)).isEqualTo(secret);
    assertThatThrownBy(() -> after.open(USER, old)).isInstanceOf(FactorKeyMissingException.class);
  }

  @Test
  void newKeyBesideTheActiveOne_changesNothing() {
    var keys = load(folder.with("a.key", A).with("b.key", B).with("active", "a.key"));

    assertThat(keys.activeId()).isEqualTo(id(A));
    assertThat(keys.ids()).containsExactly(id(A), id(B));
  }

  /** A rename must not make stored secrets unreadable, nor two replicas call one key two names. */
  @Test
  void renamedFile_isTheSameKey() {
    var sealed = only(A).seal(USER, TotpSecret.of(new byte[20]));

    var keys = load(folder.with("renamed.key", A));

    assertThat(keys.open(USER, sealed).bytes()).containsOnly(0);
    assertThat(keys.isOutdated(sealed)).isFalse();
  }

  /** And a name that is given to another key does not make it the key of before. */
  @Test
  void otherKeyUnderTheSameName_isAnotherKey() {
    var sealed = load(folder.with("a.key", A)).seal(USER, TotpSecret.random());

    var keys = load(folder.with("a.key", B));

    assertThatThrownBy(() -> keys.open(USER, sealed)).isInstanceOf(FactorKeyMissingException.class);
  }

  /** It is stored with each secret, so every version must compute the same. */
  @Test
  void id_isFixed() {
    assertThat(new FactorKey(new byte[32], "zero.key").id()).isEqualTo("0bc20a41766f18e5");
  }

  // The folder

  @Test
  void severalKeys_withoutActive_areRefused() {
    folder.with("a.key", A).with("b.key", B);

    refused(
        path.resolve("active") + " is missing: it must name the key that encrypts, a.key or b.key");
  }

  @Test
  void active_namingNoKey_isRefused() {
    folder.with("a.key", A).with("active", "b");

    refused(
        path.resolve("active")
            + " names no key of this folder: it must name the key that encrypts, a.key");
  }

  @Test
  void activeWithoutKeys_isRefused() {
    folder.with("active", "a");

    refused(path + " holds no *.key file: make a key with the command key generate --factor");
  }

  /** As Kubernetes mounts a Secret that is optional and missing. */
  @Test
  void emptyFolder_hasNoKeys() {
    assertThat(FactorKeys.load(path)).isEmpty();
  }

  @Test
  void missingFolder_isRefused() throws IOException {
    Files.delete(path);

    refused(path + " is missing, or may not be entered");
  }

  @Test
  void signingKeyBeside_isIgnored() {
    var keys = load(folder.with("a.key", A).with("2026-01.pem", "-----BEGIN PRIVATE KEY-----"));

    assertThat(keys.ids()).containsExactly(id(A));
  }

  @Test
  void mountedSecret_isReadThroughItsData() throws IOException {
    MountedSecret.at(path).write(Map.of("a.key", A, "b.key", B, "active", "b"));
    folder.with("c.key", "of another version than ..data");

    assertThat(load(folder).activeId()).isEqualTo(id(B));
  }

  @Test
  void sameKeyTwice_countsOnce() {
    var keys = load(folder.with("a.key", A).with("copy.key", hex(A)));

    assertThat(keys.ids()).containsExactly(id(A));
    assertThat(keys.warnings())
        .containsExactly(
            path.resolve("copy.key") + " holds the same key as " + path.resolve("a.key"));
  }

  @Test
  void fileReadableByAll_isAcceptedWithAWarning() throws IOException {
    folder.with("a.key", A);
    Files.setPosixFilePermissions(
        path.resolve("a.key"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(load(folder).warnings())
        .singleElement()
        .asString()
        .startsWith(path.resolve("a.key") + " can be read by every user of this machine");
  }

  // One file

  @Test
  void hexAndBase64_areTheSameKey() {
    var forms =
        List.of(
            A,
            A.strip(),
            A.replace("\n", "\r\n"),
            " " + A.substring(0, 20) + "\n" + A.substring(20),
            A.replace("=", ""),
            hex(A),
            hex(A) + "\n",
            HexFormat.of().withUpperCase().formatHex(Base64.getDecoder().decode(A.strip())));

    assertThat(forms).allSatisfy(form -> assertThat(only(form).activeId()).isEqualTo(id(A)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "s3cret",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA*",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eZZ",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
      })
  void otherContent_isRefused_andNotRepeated(String content) {
    folder.with("a.key", content);

    refused(
        path.resolve("a.key")
            + " is damaged, or no key of this kind: it must hold 32 bytes in Base64 or hex,"
            + " as key generate --factor makes them");
  }

  @Test
  void twoKeysInOneFile_areRefused() {
    folder.with("a.key", A + B);

    assertThatThrownBy(() -> FactorKeys.load(path)).isInstanceOf(KeyFolderException.class);
  }

  @Test
  void print_showsNoKey() {
    assertThat(only(A)).hasToString("FactorKeys[active=%s, all=[%s]]".formatted(id(A), id(A)));
    assertThat(new FactorKey(new byte[32], "zero.key").toString())
        .matches("FactorKey\\[[0-9a-f]{16}]");
  }

  private void refused(String message) {
    assertThatThrownBy(() -> FactorKeys.load(path))
        .isInstanceOf(KeyFolderException.class)
        .hasMessage(message);
  }

  private FactorKeys only(String content) {
    try {
      return load(new FilledFolder(Files.createTempDirectory(temp, "one")).with("k.key", content));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String id(String content) {
    return only(content).activeId();
  }

  private static FactorKeys load(FilledFolder folder) {
    return FactorKeys.load(folder.path()).orElseThrow();
  }

  private static String hex(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64.strip()));
  }
}
