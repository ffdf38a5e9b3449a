package dev.latchkey.password;

import dev.latchkey.bcrypt.BcryptHash;
import dev.latchkey.bcrypt.BcryptLanes;
import org.jboss.logging.Logger;

/**
 * Work that has a lane: first the digest, then the decoy work that its outcome asks for. Belongs to
 * the thread of its lane.
 */
final class LaneJob {

  private static final byte[] DECOY_KEY = new byte[0];
  private static final byte[] DECOY_SALT = new byte[BcryptHash.SALT_BYTES];

  private static final Logger LOG = Logger.getLogger(LaneEngine.class);

  private final HashWork work;
  private final BcryptLanes lanes;
  private final int lane;
  private boolean digested;

  LaneJob(HashWork work, BcryptLanes lanes, int lane) {
    this.work = work;
    this.lanes = lanes;
    this.lane = lane;
  }

  void start() {
    lanes.load(lane, work.key(), work.salt(), 1L << work.cost());
  }

  /** Whether nothing is left to do, or nobody waits for it. If the digest is done, reads it. */
  boolean hasEnded() {
    return work.cancelled() || lanes.done(lane) && !goesOn();
  }

  /** After the digest the lane goes on with the decoy work, if there is any. */
  private boolean goesOn() {
    if (digested) {
      return false;
    }
    digested = true;
    long decoy = work.digested(lanes.digest(lane));
    if (decoy == 0) {
      return false;
    }
    lanes.clear(lane);
    lanes.load(lane, DECOY_KEY, DECOY_SALT, decoy);
    return true;
  }

  /** A caller's failure is not the engine's: the thread goes on. */
  void answer() {
    if (!work.cancelled()) {
      try {
        work.finished();
      } catch (RuntimeException e) {
        LOG.error("The result of a hash could not be delivered", e);
      }
    }
  }

  void fail(Throwable failure) {
    work.failed(failure);
  }
}
