package dev.latchkey.password;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Leaked passwords as Have I Been Pwned publishes them: lines in the order of their hashes. */
record Leak(List<String> lines) {

  static Leak of(String... passwords) {
    return new Leak(
        IntStream.range(0, passwords.length)
            .mapToObj(i -> sha1(passwords[i]) + ":" + (i * 1_000_003L + 1))
            .sorted()
            .toList());
  }

  /** The passwords "number 0", "number 1" and so on. */
  static Leak numbers(int count) {
    return of(IntStream.range(0, count).mapToObj(i -> "number " + i).toArray(String[]::new));
  }

  Path writeTo(Path file) throws IOException {
    return Files.writeString(file, String.join("\r\n", lines) + "\r\n");
  }

  static String sha1(String password) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of()
          .withUpperCase()
          .formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
