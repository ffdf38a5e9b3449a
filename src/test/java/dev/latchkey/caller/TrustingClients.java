package dev.latchkey.caller;

import jakarta.enterprise.inject.Vetoed;

/** Believes what this machine says of its callers. */
@Vetoed
public class TrustingClients extends Clients {

  public TrustingClients() {
    super(Proxies.trusting("127.0.0.0/8", "::1"));
  }
}
