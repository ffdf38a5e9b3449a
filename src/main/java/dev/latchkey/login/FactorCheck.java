package dev.latchkey.login;

import dev.latchkey.audit.Outcome;
import dev.latchkey.directory.SecondFactors;
import dev.latchkey.directory.StoredSecret;
import dev.latchkey.factor.DamagedSecretException;
import dev.latchkey.factor.FactorKeyMissingException;
import dev.latchkey.factor.FactorKeyRing;
import dev.latchkey.factor.FactorKeys;
import dev.latchkey.factor.RecoveryCode;
import dev.latchkey.factor.SealedSecret;
import dev.latchkey.factor.Totp;
import dev.latchkey.factor.TotpCode;
import dev.latchkey.factor.TotpSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Compares codes of second factors, and uses them up. Wrong, used and unknown codes cost the same
 * queries. It runs on the caller's event loop.
 */
@ApplicationScoped
class FactorCheck {

  /** No recovery code has it: it would take 2^256 tries to find one. */
  private static final byte[] NO_HASH = new byte[32];

  private final FactorKeyRing ring;
  private final Totp totp;
  private final SecondFactors factors;
  private final Clock clock;
  private final FactorFaults faults = new FactorFaults(System::nanoTime);

  FactorCheck(FactorKeyRing ring, Totp totp, SecondFactors factors, Clock clock) {
    this.ring = ring;
    this.totp = totp;
    this.factors = factors;
    this.clock = clock;
  }

  /**
   * Uses up the code of a confirmed factor.
   *
   * @return the factor, as it was found; fails with the refusal of a wrong code, which the attempt
   *     has been told of
   */
  Uni<StoredSecret> use(Step step, FactorProof proof) {
    var factor = step.holder().factor();
    if (factor == null) {
      throw step.denied(Outcome.WRONG_CODE);
    }
    boolean locked = step.attempt().isLocked();
    var code = proof.code();
    var used =
        code == null
            ? useRecoveryCode(step, locked ? NO_HASH : hash(proof))
            : useCode(step, factor, code, locked);
    return used.map(
        right -> {
          if (!right) {
            throw step.denied(locked ? Outcome.LOCKED : Outcome.WRONG_CODE);
          }
          return factor;
        });
  }

  private static byte[] hash(FactorProof proof) {
    return RecoveryCode.hashOf(proof.recoveryCode() == null ? "" : proof.recoveryCode());
  }

  private Uni<Boolean> useRecoveryCode(Step step, byte[] hash) {
    return factors.useRecoveryCode(step.user().id(), hash, step.networks());
  }

  /** A right code encrypts the secret under the active key, so that the old one can go. */
  private Uni<Boolean> useCode(Step step, StoredSecret factor, TotpCode code, boolean locked) {
    var user = step.user().id();
    var keys = keys();
    var sealed = new SealedSecret(factor.keyId(), factor.bytes());
    var secret = open(keys, user, sealed);
    long matching = step(secret, code);
    var kept = keys.isOutdated(sealed) ? keys.seal(user, secret) : sealed;
    return factors.useStep(
        user,
        factor,
        locked ? SecondFactors.NO_STEP : matching,
        kept.keyId(),
        kept.bytes(),
        step.networks());
  }

  /** {@link SecondFactors#NO_STEP} where the code is none of the secret's. */
  private long step(TotpSecret secret, TotpCode code) {
    return totp.matchingStep(secret, code, clock.instant()).orElse(SecondFactors.NO_STEP);
  }

  /**
   * Makes the enrolled secret the user's factor, where the code is one of it.
   *
   * @param recoveryCodes their hashes
   * @return fails as {@link #use} does
   */
  Uni<Void> confirm(Step step, TotpCode code, List<byte[]> recoveryCodes) {
    var enrolment = step.holder().enrolment();
    if (step.attempt().isLocked()) {
      throw step.denied(Outcome.LOCKED);
    }
    if (enrolment == null) {
      throw step.denied(Outcome.WRONG_CODE);
    }
    var user = step.user().id();
    var secret = open(keys(), user, new SealedSecret(enrolment.keyId(), enrolment.bytes()));
    long matching = step(secret, code);
    if (matching == SecondFactors.NO_STEP) {
      throw step.denied(Outcome.WRONG_CODE);
    }
    return factors
        .confirm(step.user(), step.holder(), matching, recoveryCodes, step.networks())
        .invoke(
            done -> {
              if (!done) {
                throw step.denied(Outcome.WRONG_CODE);
              }
            })
        .replaceWithVoid();
  }

  /** Encrypts a new secret of a user. */
  SealedSecret seal(UUID user, TotpSecret secret) {
    return keys().seal(user, secret);
  }

  /** A key that is missing may come with the next look at the folder. */
  private TotpSecret open(FactorKeys keys, UUID user, SealedSecret sealed) {
    try {
      return keys.open(user, sealed);
    } catch (FactorKeyMissingException e) {
      faults.tell(e);
      throw LoginRefusal.noFactorKeys();
    } catch (DamagedSecretException e) {
      faults.tell(e);
      throw LoginRefusal.fault();
    }
  }

  private FactorKeys keys() {
    return ring.current().orElseThrow(LoginRefusal::noFactorKeys);
  }
}
