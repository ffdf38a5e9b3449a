package dev.latchkey.attempts;

import dev.latchkey.caller.Proxies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.inject.Vetoed;

/** Gives each address so many attempts, and no more: none of them comes back in time. */
@Vetoed
public class LimitedNetworks extends Attempts {

  public LimitedNetworks(int perAddress) {
    super(Limits.DEFAULT.perNetwork(perAddress), Proxies.NONE, new SimpleMeterRegistry(), () -> 0);
  }
}
