package dev.latchkey.cli;

import dev.latchkey.audit.CommandAudit;
import dev.latchkey.cli.console.CommandException;
import dev.latchkey.factor.FactorKeyGenerator;
import dev.latchkey.token.SigningKeyGenerator;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Vetoed
@Command(
    name = "generate",
    description = {
      "Makes a new signing key, an unencrypted PKCS#8 PEM: on P-256 for ES256, or RSA of 3072 bits for"
          + " RS256. Or makes a key that encrypts the secrets of second factors.",
      "It needs neither a database nor another key."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  latchkey key generate --out keys/2026-01.pem",
      "  latchkey key generate --rsa | kubectl create secret generic latchkey-keys \\",
      "      --from-file=2026-01.pem=/dev/stdin",
      "  latchkey key generate --factor --out factor-keys/2026-01.key"
    })
class KeyGenerateCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Option(names = "--rsa", description = "An RSA key, for resource servers that know no ES256.")
  boolean rsa;

  @Option(
      names = "--factor",
      description = "A key for the secrets of second factors: 32 random bytes in Base64.")
  boolean factor;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to a new file that only its owner may read, instead of standard output.")
  @Nullable Path file;

  private final AuditAccess audits;

  KeyGenerateCommand(AuditAccess audits) {
    this.audits = audits;
  }

  @Override
  public Integer call() {
    if (rsa && factor) {
      throw new ParameterException(
          spec.commandLine(), "--rsa is for signing keys: it does not go with --factor");
    }
    try (var audit = audits.open(spec.commandLine().getErr())) {
      give(newKey(), audit);
    }
    return 0;
  }

  private void give(String key, CommandAudit audit) {
    if (file != null) {
      write(key, file);
    }
    audit.write("key_generate", Map.of("kind", kind()));
    if (file == null) {
      var out = spec.commandLine().getOut();
      out.print(key);
      out.flush();
    }
  }

  private String kind() {
    if (factor) {
      return "factor";
    }
    return rsa ? "RS256" : "ES256";
  }

  private String newKey() {
    if (factor) {
      return FactorKeyGenerator.base64();
    }
    return rsa ? SigningKeyGenerator.rs256() : SigningKeyGenerator.es256();
  }

  private static void write(String key, Path file) {
    try (var channel = create(file)) {
      fill(channel, key, file);
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(
          "--out: " + file + " is there already; a key is never overwritten.");
    } catch (NoSuchFileException e) {
      throw new CommandException("--out: there is no folder for " + file + ".");
    } catch (IOException e) {
      throw new CommandException(
          "--out: " + file + " cannot be written: " + e.getClass().getSimpleName() + ".");
    }
  }

  /** Half a key is worse than none: the next try would find the file there already. */
  private static void fill(FileChannel channel, String key, Path file) throws IOException {
    var bytes = ByteBuffer.wrap(key.getBytes(StandardCharsets.US_ASCII));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      // Some disks tell that they are full no sooner.
      channel.force(true);
    } catch (IOException e) {
      Files.delete(file);
      throw e;
    }
  }

  /** The file is never there with more rights than it shall have. */
  private static FileChannel create(Path file) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return FileChannel.open(file, options);
    }
    return FileChannel.open(
        file,
        options,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
