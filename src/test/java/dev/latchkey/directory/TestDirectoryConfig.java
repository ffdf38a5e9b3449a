package dev.latchkey.directory;

import java.time.Duration;

/** The defaults, but for the time. */
record TestDirectoryConfig(Duration timeout) implements DirectoryConfig {

  @Override
  public int maxWaiting() {
    return 1_000;
  }

  @Override
  public int maxWaitingPerNetwork() {
    return 250;
  }

  @Override
  public boolean transactionPooler() {
    return false;
  }

  @Override
  public boolean decidesReadiness() {
    return true;
  }
}
