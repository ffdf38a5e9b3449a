package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Hashes a new password. Its result is the modular crypt text. It needs no decoy work: it has only
 * one outcome.
 */
final class NewHash extends TimedWork<String> {

  private final byte[] salt;
  private final int cost;
  private String modularCrypt = "";

  /**
   * @param salt random, and used for nothing else
   */
  NewHash(
      FairShareKey owner,
      NewPassword password,
      byte[] salt,
      PasswordConfig config,
      PasswordMetrics metrics,
      UniEmitter<? super String> caller) {
    super(owner, new PasswordBytes(password.bytes(), true), config, metrics, caller);
    this.salt = salt;
    this.cost = config.cost();
  }

  @Override
  long iterations() {
    return 1L << cost;
  }

  @Override
  public byte[] salt() {
    return salt;
  }

  @Override
  public int cost() {
    return cost;
  }

  @Override
  long take(byte[] digest) {
    modularCrypt = new BcryptHash(cost, salt, digest).format();
    return 0;
  }

  @Override
  String result() {
    return modularCrypt;
  }
}
