package dev.latchkey.password;

/**
 * What an engine does: one bcrypt digest, then as many decoy iterations as its outcome asks for.
 * The engine calls {@link #begin}, {@link #digested} and then {@link #finished}, or {@link #failed}
 * alone, on one thread.
 */
interface HashWork {

  /** The password's bytes without terminator, 0 to 72. */
  byte[] key();

  /** 16 bytes. */
  byte[] salt();

  /** Who it is for. */
  FairShareKey share();

  /** 4 to 15; the digest takes 2^cost iterations. */
  int cost();

  /**
   * Its turn has come.
   *
   * @return false where it is not to be done: nobody waits for it any more, or it waited too long
   *     and has told its caller so. The engine then forgets it.
   */
  boolean begin();

  /**
   * @param digest 23 bytes
   * @return how many iterations are to be done for nothing before {@link #finished}
   */
  long digested(byte[] digest);

  void finished();

  void failed(Throwable failure);

  /** True once nobody waits for the result. */
  boolean cancelled();
}
