package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.postgresql.util.DriverInfo;

/**
 * Libraries that must not become older again: an older version has a known vulnerability. They come
 * with Quarkus; {@code dependencyManagement} in {@code pom.xml} says why ours are newer.
 */
class SecureVersionsTest {

  /** CVE-2026-50020 is fixed in 4.1.135, CVE-2026-89044 in 4.1.138. */
  static final String NETTY = "4.1.138.Final";

  /** CVE-2026-42198 is fixed in 42.7.11. */
  static final String PGJDBC = "42.7.11";

  @Test
  @DisabledIfSystemProperty(
      named = "native",
      matches = ".*",
      disabledReason = "the executable has the Netty of Quarkus: docs/native.md says why")
  void netty_isNotOlderThanItsFixes() {
    assertThat(Version.identify())
        .containsKeys("netty-codec-http", "netty-common", "netty-handler")
        .allSatisfy(
            (artifact, version) ->
                assertThat(version.artifactVersion())
                    .as(artifact)
                    .satisfies(found -> isAtLeast(NETTY, found)));
  }

  @Test
  void postgresqlDriver_isNotOlderThanItsFixes() {
    isAtLeast(PGJDBC, DriverInfo.DRIVER_VERSION);
  }

  static void isAtLeast(String fixed, String found) {
    assertThat(ModuleDescriptor.Version.parse(found))
        .isGreaterThanOrEqualTo(ModuleDescriptor.Version.parse(fixed));
  }
}
