package dev.latchkey.token;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

record TestConfig(Optional<String> issuer, Optional<List<String>> audience, Optional<Path> keys)
    implements TokenConfig {

  static TestConfig issuer(String issuer) {
    return new TestConfig(Optional.of(issuer), Optional.empty(), Optional.empty());
  }

  TestConfig audiences(String... audiences) {
    return new TestConfig(issuer, Optional.of(List.of(audiences)), keys);
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
