package dev.latchkey.start;

import dev.latchkey.attempts.Attempts;
import dev.latchkey.audit.Audit;
import dev.latchkey.caller.Clients;
import dev.latchkey.directory.Directory;
import dev.latchkey.factor.FactorKeyRing;
import dev.latchkey.http.ConnectionLimits;
import dev.latchkey.http.UnguardedWays;
import dev.latchkey.password.NewPasswordRules;
import dev.latchkey.password.PasswordHasher;
import dev.latchkey.password.PasswordVerifier;
import dev.latchkey.registry.DatabaseAddress;
import dev.latchkey.registry.DatabaseConfig;
import dev.latchkey.registry.DatabaseRole;
import dev.latchkey.registry.FactorUses;
import dev.latchkey.registry.Schema;
import dev.latchkey.session.SessionTokens;
import dev.latchkey.token.TokenIssuer;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Refuses to serve on a wrong set-up, before a port is opened. The database comes last: one that
 * belongs to a start that is refused is left as it is.
 */
@ApplicationScoped
public class StartupCheck {

  private static final Logger LOG = Logger.getLogger(StartupCheck.class);

  public static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE;

  private final DatabaseConfig database;
  private final PasswordHasher hasher;
  private final NewPasswordRules rules;
  private final PasswordVerifier verifier;
  private final Attempts attempts;
  private final Clients clients;
  private final Audit audit;
  private final ConnectionLimits connections;
  private final TokenIssuer tokens;
  private final FactorKeyRing factorKeys;
  private final FactorUses factorUses;
  private final SessionTokens sessions;
  private final Schema schema;
  private final Directory directory;

  StartupCheck(
      DatabaseConfig database,
      PasswordHasher hasher,
      NewPasswordRules rules,
      PasswordVerifier verifier,
      Attempts attempts,
      Clients clients,
      Audit audit,
      ConnectionLimits connections,
      TokenIssuer tokens,
      FactorKeyRing factorKeys,
      FactorUses factorUses,
      SessionTokens sessions,
      Schema schema,
      Directory directory) {
    this.database = database;
    this.hasher = hasher;
    this.rules = rules;
    this.verifier = verifier;
    this.attempts = attempts;
    this.clients = clients;
    this.audit = audit;
    this.connections = connections;
    this.tokens = tokens;
    this.factorKeys = factorKeys;
    this.factorUses = factorUses;
    this.sessions = sessions;
    this.schema = schema;
    this.directory = directory;
  }

  void check(@Observes @Priority(PRIORITY) StartupEvent start) {
    if (SchemaApplication.isRunning()) {
      return; // a command checks what it needs
    }
    RenamedSettings.check(ConfigProvider.getConfig());
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      UnknownSettings.hints(ConfigProvider.getConfig()).forEach(LOG::warn);
      DatabaseAddress.parse(database.url());
    }
    directory.checkSettings();
    hasher.selfTest();
    verifier.selfTest();
    rules.checkSettings();
    attempts.checkSettings();
    clients.checkSettings();
    audit.checkSettings();
    connections.checkSettings();
    UnguardedWays.check(ConfigProvider.getConfig());
    sessions.checkSettings();
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      clients.warning().ifPresent(LOG::warn);
    }
    tokens.loadKeys();
    factorKeys.loadKeys();
    schema.migrateOrRequireCurrent(DatabaseRole.SERVICE);
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      // Elsewhere the key is in memory, and what another start has stored is lost anyway.
      FactorKeysCheck.check(factorKeys.current(), factorUses).ifPresent(LOG::warn);
    }
    directory.warmUp();
    attempts.readSecret();
  }
}
