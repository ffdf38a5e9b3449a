package dev.latchkey.token;

import dev.latchkey.keys.KeyFolderException;
import dev.latchkey.keys.KeyForm;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A PEM file with an unencrypted PKCS#8 private key (RFC 7468, section 10). Text around it, other
 * PEM blocks beside it and any line ends are accepted.
 */
final class SigningKeyForm implements KeyForm<SigningKey> {

  private static final int RSA_WARNED_BELOW = 3072;

  private static final Pattern PEM_BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  @Override
  public String suffix() {
    return ".pem";
  }

  @Override
  public String use() {
    return "signs";
  }

  @Override
  public String command() {
    return "key generate";
  }

  @Override
  public String id(SigningKey key) {
    return key.id();
  }

  @Override
  public SigningKey parse(String text, Path file, Consumer<String> warnings) {
    var key = SigningKey.of(privateKey(text, file), file);
    if (key.bits() < RSA_WARNED_BELOW && key.bits() > 256) {
      warnings.accept(
          file + " is an RSA key of " + key.bits() + " bits; " + RSA_WARNED_BELOW + " are advised");
    }
    return key;
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
}
