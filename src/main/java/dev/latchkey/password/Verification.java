package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks one password. Every refusal takes 2^refusalCost iterations, so that the time does not tell
 * its reason. A wrong password is topped up to that; where there is no hash to compare with, all of
 * it is decoy work.
 */
final class Verification extends TimedWork<Verdict> {

  private static final byte[] DECOY_SALT = new byte[BcryptHash.SALT_BYTES];

  private final @Nullable BcryptHash stored;
  private final int refusalCost;
  private final boolean letIn;
  private Verdict verdict;

  Verification(
      FairShareKey owner,
      PasswordCheck check,
      PasswordConfig config,
      PasswordMetrics metrics,
      UniEmitter<? super Verdict> caller) {
    super(owner, PasswordBytes.of(check.password()), config, metrics, caller);
    this.stored = Optional.ofNullable(check.storedHash()).flatMap(BcryptHash::parse).orElse(null);
    int highestCost = check.highestCost().orElse(config.cost());
    this.refusalCost = stored == null ? highestCost : Math.max(highestCost, stored.cost());
    this.letIn = check.letIn();
    this.verdict = check.storedHash() == null ? Verdict.NO_HASH : Verdict.DAMAGED_HASH;
  }

  @Override
  long iterations() {
    return 1L << refusalCost;
  }

  @Override
  public byte[] salt() {
    return stored == null ? DECOY_SALT : stored.salt();
  }

  @Override
  public int cost() {
    return stored == null ? refusalCost : stored.cost();
  }

  @Override
  long take(byte[] digest) {
    if (stored != null) {
      boolean equal = MessageDigest.isEqual(digest, stored.digest());
      verdict = equal & password().exact() ? Verdict.MATCH : Verdict.MISMATCH;
    }
    return verdict == Verdict.MATCH && letIn ? 0 : iterations() - (1L << cost());
  }

  @Override
  Verdict result() {
    return verdict;
  }
}
