package dev.latchkey.attempts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Settings of the limits on attempts. All replicas share the counts of the database; what is in
 * flight is counted by each process.
 */
@ConfigMapping(prefix = "latchkey.attempts")
public interface AttemptsConfig {

  /** Whether the limits hold. */
  enum Mode {
    /** Attempts over a limit are refused. */
    ENFORCE("enforce"),
    /** Attempts are counted. What would be refused is told in the audit and in the metrics. */
    SHADOW("shadow"),
    /** Nothing is counted. */
    OFF("off");

    private final String label;

    Mode(String label) {
      this.label = label;
    }

    /** As metrics write it. */
    String label() {
      return label;
    }
  }

  /** {@code enforce}, {@code shadow} or {@code off}. */
  @WithDefault("enforce")
  Mode mode();

  /**
   * How many logins of one name a process checks at once. The others wait for their turn, at most
   * for {@code latchkey.password.max-wait}.
   */
  @WithDefault("10")
  int inFlightPerName();

  /**
   * How many failures in a row a name has, from one client network, before it is refused with 429
   * for a time. Names are counted as they were typed, also names that no user has.
   */
  @WithDefault("5")
  int nameFailures();

  /** For how long. Each further failure doubles it. */
  @WithDefault("30s")
  Duration nameDelay();

  /** For how long at most. */
  @WithDefault("15m")
  Duration nameMaxDelay();

  /** How long after the last failure of a name, from one client network, they are forgotten. */
  @WithDefault("24h")
  Duration nameMemory();

  /**
   * How many failures in a row an account has before it is locked (at most 100 by NIST SP
   * 800-63B-4): over both of its names and all networks that it is not known in. A locked account
   * can be used only from networks that are known for it. Each of these has as many failures of its
   * own.
   */
  @WithDefault("100")
  int accountFailures();

  /**
   * Where client networks are not known, a locked account has one attempt each time this is over.
   */
  @WithDefault("1h")
  Duration accountRetry();

  /** How many networks are known for an account: those of its last logins. */
  @WithDefault("10")
  int knownNetworks();

  /** How long a network is known for an account after its last login from there. Whole days. */
  @WithDefault("90d")
  Duration knownFor();

  /**
   * How many failed attempts a client network has, for all names together: an IPv4 address, or an
   * IPv6 network of 64 bits. The IPv6 network of 56 bits around it has four times as many. The IPv6
   * network of 48 bits and the IPv4 network of 24 bits have sixteen times as many. It limits the
   * guessing of one password for many names, and how often a caller asks for organisations that do
   * not exist. 0 means no limit.
   */
  @WithDefault("100")
  int perNetwork();

  /**
   * How long it takes until one used attempt of a network comes back. Those of wider networks come
   * back faster by the same factor.
   */
  @WithDefault("6s")
  Duration networkRecovery();

  /** How many counts of names and networks the database keeps at most. */
  @WithDefault("1000000")
  int maxRows();
}
