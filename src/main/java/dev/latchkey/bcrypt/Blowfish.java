package dev.latchkey.bcrypt;

/**
 * The cipher state of one lane inside a flat array, with the two steps of bcrypt that happen once
 * per hash: the salted key schedule at its beginning and the encryption at its end (Provos and
 * Mazi&egrave;res, "A Future-Adaptable Password Scheme", USENIX 1999, sections 4 and 5). The costly
 * part between them is {@link BcryptKernels}.
 *
 * <p>A lane is {@link #SIZE} consecutive ints; every method takes the array and the index at which
 * the lane begins. Nothing here keeps state of its own, so the caller's thread rules are the only
 * ones.
 */
final class Blowfish {

  /** The 18 subkeys. */
  static final int P = 0;

  /** The four S-boxes of 256 words, one behind the other. */
  static final int S = 18;

  /** The key as the 18 words that are combined with the subkeys, repeated as often as needed. */
  static final int KEY = S + 1024;

  /** The salt, laid out like the key. */
  static final int SALT = KEY + 18;

  /**
   * The halves of the block that is being encrypted: slot 0 and 1 hold the right and the left one,
   * slot n + 1 the half that round n made. {@link BcryptKernels} says why they are in memory.
   */
  static final int ROUNDS = SALT + 18;

  static final int SIZE = ROUNDS + 20;

  private static final int[] INITIAL = PiDigits.words();

  /** "OrpheanBeholderScryDoubt" */
  private static final int[] MAGIC = {
    0x4f727068, 0x65616e42, 0x65686f6c, 0x64657253, 0x63727944, 0x6f756274
  };

  private Blowfish() {}

  /**
   * Sets a lane up with EksBlowfishSetup's first step, ExpandKey(state, salt, key).
   *
   * @param key the password's bytes without the terminator, at most 72; the terminator is added
   *     here
   * @param salt 16 bytes
   */
  static void begin(int[] lanes, int lane, byte[] key, byte[] salt) {
    System.arraycopy(INITIAL, 0, lanes, lane + P, INITIAL.length);
    spread(key, Math.min(key.length + 1, BcryptHash.MAX_KEY_BYTES), lanes, lane + KEY);
    spread(salt, salt.length, lanes, lane + SALT);
    for (int i = 0; i < 18; i++) {
      lanes[lane + P + i] ^= lanes[lane + KEY + i];
    }
    int left = 0;
    int right = 0;
    for (int i = 0; i < KEY; i += 2) {
      left ^= lanes[lane + SALT + (i & 2)];
      right ^= lanes[lane + SALT + (i & 2) + 1];
      long block = encrypt(lanes, lane, left, right);
      left = (int) (block >>> 32);
      right = (int) block;
      lanes[lane + i] = left;
      lanes[lane + i + 1] = right;
    }
  }

  /**
   * The 23 bytes of bcrypt: the magic text encrypted 64 times with the lane's state, the last byte
   * dropped.
   */
  static byte[] finish(int[] lanes, int lane) {
    byte[] digest = new byte[BcryptHash.DIGEST_BYTES];
    for (int word = 0; word < MAGIC.length; word += 2) {
      int left = MAGIC[word];
      int right = MAGIC[word + 1];
      for (int i = 0; i < 64; i++) {
        long block = encrypt(lanes, lane, left, right);
        left = (int) (block >>> 32);
        right = (int) block;
      }
      for (int i = 0; i < 8 && 4 * word + i < BcryptHash.DIGEST_BYTES; i++) {
        int half = i < 4 ? left : right;
        digest[4 * word + i] = (byte) (half >>> 24 - 8 * (i & 3));
      }
    }
    return digest;
  }

  /**
   * Big-endian words of the bytes, taken round and round, never sign-extended (the fault that
   * "$2x$" marks).
   */
  private static void spread(byte[] bytes, int length, int[] lanes, int at) {
    int next = 0;
    for (int i = 0; i < 18; i++) {
      int word = 0;
      for (int j = 0; j < 4; j++) {
        int octet = next < bytes.length ? bytes[next] & 0xff : 0;
        word = word << 8 | octet;
        next = next + 1 == length ? 0 : next + 1;
      }
      lanes[at + i] = word;
    }
  }

  private static long encrypt(int[] lanes, int lane, int left, int right) {
    int x = left ^ lanes[lane + P];
    int y = right;
    for (int i = 1; i <= 16; i++) {
      int z = y ^ lanes[lane + P + i] ^ f(lanes, lane + S, x);
      y = x;
      x = z;
    }
    return (long) (y ^ lanes[lane + P + 17]) << 32 | x & 0xffffffffL;
  }

  private static int f(int[] lanes, int s, int x) {
    int sum = lanes[s + (x >>> 24)] + lanes[s + 256 + (x >>> 16 & 0xff)];
    return (sum ^ lanes[s + 512 + (x >>> 8 & 0xff)]) + lanes[s + 768 + (x & 0xff)];
  }
}
