package dev.latchkey.password;

/**
 * What an engine does: one bcrypt digest, then the decoy work that its outcome asks for. The engine
 * calls {@link #begin}, {@link #digested} and then {@link #finished}; or {@link #failed} instead of
 * the rest when something goes wrong. It calls them on one thread.
 */
interface HashWork {

  /** The password's bytes without terminator, as many as bcrypt takes. */
  byte[] key();

  byte[] salt();

  /** Whose share of the hashing threads it uses. */
  FairShareKey owner();

  /** The digest takes 2^cost iterations. */
  int cost();

  /**
   * Its turn has come.
   *
   * @return false where the engine must not do it: nobody waits for it any more, or it waited too
   *     long and has told its caller so. The engine then forgets it.
   */
  boolean begin();

  /**
   * The digest is there.
   *
   * @return how many iterations of decoy work to do before {@link #finished}
   */
  long digested(byte[] digest);

  void finished();

  void failed(Throwable failure);

  /** True once nobody waits for the result. */
  boolean cancelled();
}
