package dev.latchkey.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One PEM file of the folder: an unencrypted PKCS#8 private key (RFC 7468, section 10). Text around
 * it, other PEM blocks beside it and any line ends are accepted.
 *
 * @param file the name that messages use, which may differ from where the bytes were read
 */
record KeyFile(Path file, SigningKey key, List<String> warnings) {

  private static final int RSA_WARNED_BELOW = 3072;

  /** Far more than any key needs: what is larger is something else. */
  private static final long MAX_BYTES = 64 * 1024;

  private static final Pattern PEM_BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /**
   * @throws KeyFolderException when it holds no key that can sign
   */
  static KeyFile read(Path source, Path file) {
    var key = SigningKey.of(privateKey(text(source, file), file), file);
    var warnings = new ArrayList<String>();
    if (key.bits() < RSA_WARNED_BELOW && key.bits() > 256) {
      warnings.add(
          file + " is an RSA key of " + key.bits() + " bits; " + RSA_WARNED_BELOW + " are advised");
    }
    if (readableByAll(source)) {
      warnings.add(
          file
              + " can be read by every user of this machine: take that right away"
              + " (chmod 640; for a Kubernetes Secret, defaultMode: 0440)");
    }
    return new KeyFile(file, key, List.copyOf(warnings));
  }

  private static String text(Path source, Path file) {
    try {
      if (!Files.isRegularFile(source) || Files.size(source) > MAX_BYTES) {
        throw new KeyFolderException(file, "is not a key file");
      }
      return Files.readString(source, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new KeyFolderException(file, "cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static PrivateKey privateKey(String text, Path file) {
    var labels = new ArrayList<String>();
    Optional<String> base64 = Optional.empty();
    for (var block = PEM_BLOCK.matcher(text); block.find(); ) {
      if ("PRIVATE KEY".equals(block.group(1))) {
        if (base64.isPresent()) {
          throw new KeyFolderException(file, "holds more than one key: give each its own file");
        }
        base64 = Optional.of(block.group(2));
      }
      labels.add(block.group(1));
    }
    return decode(base64.orElseThrow(() -> noKey(labels, file)), file);
  }

  private static KeyFolderException noKey(List<String> labels, Path file) {
    if (labels.contains("ENCRYPTED PRIVATE KEY")) {
      return new KeyFolderException(
          file,
          "is encrypted; take the passphrase off with: openssl pkey -in " + file + " -out NEW.pem");
    }
    if (labels.contains("EC PRIVATE KEY") || labels.contains("RSA PRIVATE KEY")) {
      return new KeyFolderException(
          file,
          "is not PKCS#8; convert it with: openssl pkcs8 -topk8 -nocrypt -in "
              + file
              + " -out NEW.pem");
    }
    if (labels.contains("PUBLIC KEY") || labels.contains("CERTIFICATE")) {
      return new KeyFolderException(
          file, "holds what is public of a key; the private key is needed");
    }
    return new KeyFolderException(file, "holds no whole PEM block BEGIN PRIVATE KEY");
  }

  private static PrivateKey decode(String base64, Path file) {
    PKCS8EncodedKeySpec pkcs8;
    try {
      pkcs8 =
          new PKCS8EncodedKeySpec(
              Base64.getDecoder().decode(WHITE_SPACE.matcher(base64).replaceAll("")));
    } catch (IllegalArgumentException e) {
      throw new KeyFolderException(file, "is damaged: it is not base64");
    }
    // The encoding names its type, and each factory accepts only its own.
    for (var type : new String[] {"EC", "RSA"}) {
      try {
        return KeyFactory.getInstance(type).generatePrivate(pkcs8);
      } catch (InvalidKeySpecException e) {
        continue;
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java has no " + type, e);
      }
    }
    throw new KeyFolderException(
        file, "is damaged, or of another type: an EC key on P-256 or an RSA key is needed");
  }

  private static boolean readableByAll(Path source) {
    try {
      return Files.getPosixFilePermissions(source).contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException | IOException e) {
      return false; // no such rights here, or gone since: nothing to warn of
    }
  }

  String name() {
    return file.getFileName().toString();
  }
}
