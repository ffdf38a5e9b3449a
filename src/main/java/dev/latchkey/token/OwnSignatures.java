package dev.latchkey.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Tokens whose signature is known to be right, because this process made or checked it. To check
 * one of ES256 takes as long as all the rest of a renewal. Everything else of a token is looked at
 * each time, and so is whether its key is still there.
 *
 * <p>It holds the SHA-256 of each token, in a table of fixed size: a newer one takes the place of
 * an older one. Only tokens that are ours come in, so a stranger pushes none out. Thread-safe; it
 * takes some microseconds.
 */
final class OwnSignatures {

  /** With their hashes about two megabytes. */
  private static final int PLACES = 1 << 15;

  private final AtomicReferenceArray<byte[]> hashes = new AtomicReferenceArray<>(PLACES);

  /**
   * @param compact whatever somebody sent
   */
  boolean has(String compact) {
    var hash = hash(compact);
    return MessageDigest.isEqual(hash, hashes.get(place(hash)));
  }

  /**
   * @param compact a token whose signature is right
   */
  void add(String compact) {
    var hash = hash(compact);
    hashes.set(place(hash), hash);
  }

  private static int place(byte[] hash) {
    return ByteBuffer.wrap(hash).getInt() & (PLACES - 1);
  }

  private static byte[] hash(String compact) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(compact.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
