package dev.latchkey.token;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

record TestConfig(Optional<String> issuer, Optional<String> audience, Optional<Path> keys)
    implements TokenConfig {

  static TestConfig issuer(String issuer) {
    return new TestConfig(Optional.of(issuer), Optional.empty(), Optional.empty());
  }

  @Override
  public boolean allowHttpIssuer() {
    return false;
  }

  @Override
  public Duration pollInterval() {
    return Duration.ofSeconds(10);
  }
}
