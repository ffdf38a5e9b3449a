package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.keys.KeyFolderException;
import dev.latchkey.keys.MountedSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {

  private static final String A = SigningKeyGenerator.es256();
  private static final String B = SigningKeyGenerator.es256();

  @TempDir Path temp;
  Path path;
  KeyFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    path = Files.createDirectory(temp.resolve("keys"));
    folder = new KeyFolder(path);
  }

  // Which key signs, which are published

  @Test
  void oneKey_signsWithoutActive() {
    var keys = folder.with("a.pem", A).load();

    assertThat(keys.signing().id()).isEqualTo(id(A));
    assertThat(keys.ids()).containsExactly(id(A));
    assertThat(keys.warnings()).isEmpty();
  }

  @Test
  void severalKeys_withoutActive_areRefused() {
    folder.with("a.pem", A).with("b.pem", B);

    refused(
        path.resolve("active") + " is missing: it must name the key that signs, a.pem or b.pem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "b.pem", "b\n", "  b.pem \r\n"})
  void active_namesTheKeyThatSigns(String content) {
    var keys = folder.with("a.pem", A).with("b.pem", B).with("active", content).load();

    assertThat(keys.signing().id()).isEqualTo(id(B));
    assertThat(keys.ids()).containsExactly(id(A), id(B));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "c", "../keys/a", "a.pem b.pem", "A.PEM", "active"})
  void active_namingNoKey_isRefused(String content) {
    folder.with("a.pem", A).with("b.pem", B).with("active", content);

    refused(
        path.resolve("active")
            + " names no key of this folder: it must name the key that signs, a.pem or b.pem");
  }

  @Test
  void active_namingNoKey_isRefusedEvenWithOneKey() {
    folder.with("a.pem", A).with("active", "gone.pem");

    assertThatThrownBy(folder::load).isInstanceOf(KeyFolderException.class);
  }

  @Test
  void active_holdingAKeyByMistake_isNotQuoted() {
    folder.with("a.pem", A).with("b.pem", B).with("active", B);

    assertThatThrownBy(folder::load)
        .isInstanceOf(KeyFolderException.class)
        .message()
        .doesNotContain("BEGIN", B.substring(30, 60));
  }

  @Test
  void order_isThatOfTheNames() {
    var keys =
        folder.with("b.pem", A).with("a.pem", B).with("c.pem", rsa()).with("active", "c").load();

    assertThat(keys.ids()).startsWith(id(B), id(A)).hasSize(3);
  }

  @Test
  void sameKeyTwice_countsOnce() {
    var keys = folder.with("a.pem", A).with("copy.pem", A).load();

    assertThat(keys.ids()).containsExactly(id(A));
    assertThat(keys.warnings())
        .containsExactly(
            path.resolve("copy.pem") + " holds the same key as " + path.resolve("a.pem"));
  }

  @Test
  void active_namingTheCopyOfAKey_signsWithIt() {
    var keys = folder.with("a.pem", A).with("copy.pem", A).with("active", "copy").load();

    assertThat(keys.signing().id()).isEqualTo(id(A));
  }

  @Test
  void otherFiles_areIgnored() {
    var keys =
        folder
            .with("a.pem", A)
            .with(".b.pem", B)
            .with("b.pem.bak", B)
            .with("README", "text")
            .with("tls.crt", "text")
            .load();

    assertThat(keys.ids()).containsExactly(id(A));
  }

  // The folder

  @Test
  void missingFolder_isRefused() throws IOException {
    Files.delete(path);

    refused(path + " is missing, or may not be entered");
  }

  @Test
  void fileForAFolder_isRefused() {
    folder.with("a.pem", A);

    assertThatThrownBy(() -> SigningKeys.load(path.resolve("a.pem")))
        .isInstanceOf(KeyFolderException.class)
        .hasMessage(path.resolve("a.pem") + " is not a folder");
  }

  @Test
  void emptyFolder_isRefused() {
    refused(path + " holds no *.pem file: make a key with the command key generate");
  }

  @Test
  void linkToTheFolder_isFollowed() throws IOException {
    folder.with("a.pem", A);
    var link = Files.createSymbolicLink(temp.resolve("link"), path);

    assertThat(SigningKeys.load(link).ids()).containsExactly(id(A));
  }

  @Test
  void mountedSecret_isReadThroughItsData() throws IOException {
    MountedSecret.at(path).write(Map.of("a.pem", A, "b.pem", B, "active", "b"));
    folder.with("c.pem", "of another version than ..data");

    assertThat(folder.load().signing().id()).isEqualTo(id(B));
  }

  @Test
  void mountedSecret_isNamedAsTheOperatorSeesIt() throws IOException {
    MountedSecret.at(path).write(Map.of("a.pem", "no key"));

    refused(path.resolve("a.pem") + " holds no whole PEM block BEGIN PRIVATE KEY");
  }

  // One file

  @Test
  void crlf_isAccepted() {
    assertThat(folder.with("a.pem", A.replace("\n", "\r\n")).load().signing().id())
        .isEqualTo(id(A));
  }

  @Test
  void textAround_isAccepted() {
    var pem =
        "Bag Attributes\n    friendlyName: é — key\nKey Attributes: <none>\n" + A + "\nmore\n";

    assertThat(folder.with("a.pem", pem).load().signing().id()).isEqualTo(id(A));
  }

  @Test
  void otherBlocksBeside_areAccepted() {
    var pem =
        Pems.pem("EC PARAMETERS", new byte[] {6, 0}) + A + Pems.pem("CERTIFICATE", new byte[9]);

    assertThat(folder.with("a.pem", pem).load().signing().id()).isEqualTo(id(A));
  }

  @Test
  void keyWithoutItsPublicPoint_isAccepted() {
    var pair = SigningKeyGenerator.newP256();

    var keys = folder.with("a.pem", Pems.pem(pair.getPrivate())).load();

    assertThat(keys.signing().id()).isEqualTo(SigningKey.of(pair.getPrivate(), path).id());
  }

  @Test
  void twoKeysInOneFile_areRefused() {
    folder.with("a.pem", A + B);

    refused(path.resolve("a.pem") + " holds more than one key: give each its own file");
  }

  @Test
  void encryptedKey_isRefusedWithTheCommand() {
    var file = path.resolve("a.pem");
    folder.with("a.pem", Pems.pem("ENCRYPTED PRIVATE KEY", new byte[40]));

    refused(
        file
            + " is encrypted; take the passphrase off with: openssl pkey -in "
            + file
            + " -out NEW.pem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC PRIVATE KEY", "RSA PRIVATE KEY"})
  void olderForm_isRefusedWithTheCommand(String label) {
    var file = path.resolve("a.pem");
    folder.with("a.pem", Pems.pem(label, new byte[40]));

    refused(
        file
            + " is not PKCS#8; convert it with: openssl pkcs8 -topk8 -nocrypt -in "
            + file
            + " -out NEW.pem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUBLIC KEY", "CERTIFICATE"})
  void publicKey_isRefused(String label) {
    folder.with("a.pem", Pems.pem(label, new byte[40]));

    refused(path.resolve("a.pem") + " holds what is public of a key; the private key is needed");
  }

  @Test
  void emptyFile_isRefused() {
    folder.with("a.pem", "");

    refused(path.resolve("a.pem") + " holds no whole PEM block BEGIN PRIVATE KEY");
  }

  @Test
  void halfWrittenFile_isRefused() {
    folder.with("a.pem", A.substring(0, A.length() / 2));

    refused(path.resolve("a.pem") + " holds no whole PEM block BEGIN PRIVATE KEY");
  }

  @Test
  void foreignCharacter_isRefused() {
    folder.with("a.pem", A.replaceFirst("\nM", "\n*"));

    refused(path.resolve("a.pem") + " is damaged: it is not base64");
  }

  @Test
  void missingLine_isRefused() {
    var lines = A.lines().toList();
    folder.with("a.pem", lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(lines.size() - 1));

    refused(
        path.resolve("a.pem")
            + " is damaged, or of another type: an EC key on P-256 or an RSA key is needed");
  }

  @Test
  void rsaKeyWithAChangedByte_isRefused() {
    var der = Pems.rsa(2048).getPrivate().getEncoded();
    der[der.length - 40] ^= 1; // within the CRT coefficient
    folder.with("a.pem", Pems.pem("PRIVATE KEY", der));

    refused(path.resolve("a.pem") + " is damaged: its key does not sign");
  }

  @Test
  void otherType_isRefused() {
    folder.with("a.pem", Pems.pem(Pems.of("Ed25519").getPrivate()));

    refused(
        path.resolve("a.pem")
            + " is damaged, or of another type: an EC key on P-256 or an RSA key is needed");
  }

  @Test
  void folderForAFile_isRefused() throws IOException {
    Files.createDirectory(path.resolve("a.pem"));

    refused(path.resolve("a.pem") + " is not a key file");
  }

  @Test
  void oneBadKeyAmongGoodOnes_isRefused() {
    folder.with("a.pem", A).with("b.pem", "").with("active", "a");

    assertThatThrownBy(folder::load)
        .isInstanceOf(KeyFolderException.class)
        .hasMessageStartingWith(path.resolve("b.pem").toString());
  }

  @Test
  void rsaUnder3072Bits_isAcceptedWithAWarning() {
    var keys = folder.with("a.pem", rsa()).load();

    assertThat(keys.warnings())
        .containsExactly(path.resolve("a.pem") + " is an RSA key of 2048 bits; 3072 are advised");
  }

  @Test
  void fileReadableByAll_isAcceptedWithAWarning() throws IOException {
    folder.with("a.pem", A);
    Files.setPosixFilePermissions(
        path.resolve("a.pem"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(folder.load().warnings())
        .singleElement()
        .asString()
        .startsWith(path.resolve("a.pem") + " can be read by every user of this machine");
  }

  @Test
  void lineEndInAName_doesNotBreakTheMessage() {
    folder.with("a\nb.pem", "");

    assertThatThrownBy(folder::load).message().contains("a?b.pem").doesNotContain("\n");
  }

  @Test
  void refusal_quotesNothingOfTheKey() {
    var body = A.lines().toList().get(2);
    folder.with("a.pem", A.replace(body, body.substring(1) + "!"));

    assertThatThrownBy(folder::load)
        .hasNoCause()
        .message()
        .doesNotContain(body.substring(1, 20), "!");
  }

  @Test
  void print_showsNothingPrivate() {
    var keys = folder.with("a.pem", A).load();

    assertThat(keys).hasToString("SigningKeys[signing=%s, published=[%s]]".formatted(id(A), id(A)));
  }

  private void refused(String message) {
    assertThatThrownBy(folder::load).isInstanceOf(KeyFolderException.class).hasMessage(message);
  }

  private static String rsa() {
    return Pems.pem(Pems.rsa(2048).getPrivate());
  }

  private String id(String pem) {
    try {
      return new KeyFolder(Files.createTempDirectory(temp, "one"))
          .with("k.pem", pem)
          .load()
          .signing()
          .id();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
