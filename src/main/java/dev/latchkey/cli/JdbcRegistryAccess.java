package dev.latchkey.cli;

import dev.latchkey.attempts.AttemptsConfig;
import dev.latchkey.audit.AuditConfig;
import dev.latchkey.audit.CommandAudit;
import dev.latchkey.audit.Operator;
import dev.latchkey.cli.console.CommandException;
import dev.latchkey.directory.DatabaseException;
import dev.latchkey.factor.FactorConfig;
import dev.latchkey.factor.FactorKeys;
import dev.latchkey.password.NewPasswordRules;
import dev.latchkey.password.PasswordConfig;
import dev.latchkey.password.PasswordHasher;
import dev.latchkey.registry.CodeConfig;
import dev.latchkey.registry.CodeValidity;
import dev.latchkey.registry.Database;
import dev.latchkey.registry.DatabaseAddress;
import dev.latchkey.registry.DatabaseRole;
import dev.latchkey.registry.DriverSettings;
import dev.latchkey.registry.FactorUses;
import dev.latchkey.registry.OneTimeCodes;
import dev.latchkey.registry.Organizations;
import dev.latchkey.registry.Schema;
import dev.latchkey.registry.Users;
import dev.latchkey.settings.ProductionSources;
import dev.latchkey.start.SchemaApplication;
import dev.latchkey.start.StartFailureText;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection to the database and nothing else, because a start of Quarkus with Hibernate would be
 * nearly all the time that a command takes. The settings are read as Quarkus reads them. Only a
 * schema that is not up to date needs more: Flyway, in Quarkus.
 */
final class JdbcRegistryAccess implements RegistryAccess {

  /** As in application.properties, which a native executable has in Quarkus alone. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "quarkus.datasource.jdbc.url", "jdbc:${" + DriverSettings.JDBC + ":}",
          "quarkus.datasource.username", "${latchkey.database.username:}",
          "quarkus.datasource.password", "${latchkey.database.password:}");

  private static final String PARAMETERS = "quarkus.datasource.jdbc.additional-jdbc-properties.";

  /** The driver's parameters that decide which servers are trusted, and how to be trusted. */
  private static final List<String> TRUST =
      List.of(
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "sslpassword",
          "sslfactory",
          "sslnegotiation",
          "channelBinding");

  @Override
  public <T> T run(Task<T> task) {
    var config = builder().withDefaultValues(DEFAULTS).build();
    requireAddress(config);
    var database =
        Database.at(
            value(config, "quarkus.datasource.jdbc.url"),
            value(config, "quarkus.datasource.username"),
            value(config, "quarkus.datasource.password"),
            parameters(config));
    if (!Schema.isCurrent(database, DatabaseRole.OPERATOR)) {
      SchemaApplication.prepareSchema();
    }
    return task.with(
        new Services(
            new Organizations(database),
            new Users(database),
            new FactorUses(database),
            new OneTimeCodes(database),
            JdbcRegistryAccess::rules,
            JdbcRegistryAccess::hasher,
            JdbcRegistryAccess::factorKeys,
            JdbcRegistryAccess::lock,
            JdbcRegistryAccess::codeValidity,
            JdbcRegistryAccess::audit,
            Clock.systemUTC()));
  }

  private static void requireAddress(SmallRyeConfig config) {
    try {
      DatabaseAddress.parse(config.getOptionalValue("latchkey.database.url", String.class));
    } catch (DatabaseException e) {
      throw StartFailureText.explain(e, config)
          .<RuntimeException>map(CommandException::new)
          .orElse(e);
    }
  }

  /** As Quarkus tells the driver of the service. */
  private static Map<String, String> parameters(SmallRyeConfig config) {
    var parameters = new HashMap<String, String>();
    for (var name : TRUST) {
      config
          .getOptionalValue(PARAMETERS + name, String.class)
          .ifPresent(value -> parameters.put(name, value));
    }
    return parameters;
  }

  private static String value(SmallRyeConfig config, String name) {
    return config.getOptionalValue(name, String.class).orElse("");
  }

  private static NewPasswordRules rules() {
    var rules = new NewPasswordRules(settings(PasswordConfig.class));
    rules.checkSettings();
    return rules;
  }

  private static PasswordHasher hasher() {
    return new PasswordHasher(settings(PasswordConfig.class));
  }

  private static Optional<FactorKeys> factorKeys() {
    return settings(FactorConfig.class).keys().flatMap(FactorKeys::load);
  }

  private static LockRule lock() {
    return LockRule.of(settings(AttemptsConfig.class));
  }

  private static CodeValidity codeValidity() {
    return CodeValidity.of(settings(CodeConfig.class));
  }

  /** The audit of a command, also of one that needs no database. */
  static CommandAudit audit(PrintWriter err) {
    var role =
        builder()
            .withDefaultValues(DEFAULTS)
            .build()
            .getOptionalValue("quarkus.datasource.username", String.class);
    return CommandAudit.open(
        settings(AuditConfig.class), Operator.of(System.getenv(), role), Clock.systemUTC(), err);
  }

  /** A native executable does not find the customizer by itself. */
  private static SmallRyeConfigBuilder builder() {
    return ConfigUtils.configBuilder().withCustomizers(new ProductionSources());
  }

  private static <C> C settings(Class<C> mapping) {
    try {
      return builder().withMapping(mapping).build().getConfigMapping(mapping);
    } catch (ConfigValidationException e) {
      throw new CommandException(StartFailureText.explain(e));
    }
  }
}
