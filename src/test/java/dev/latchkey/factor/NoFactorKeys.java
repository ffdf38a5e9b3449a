package dev.latchkey.factor;

import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.Optional;

/** As in production without a folder of factor keys. */
@Vetoed
public class NoFactorKeys extends FactorKeyRing {

  public NoFactorKeys() {
    super(Optional::empty, Duration.ofHours(1));
  }
}
