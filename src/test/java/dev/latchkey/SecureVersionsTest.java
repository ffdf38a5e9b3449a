package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.netty.util.Version;
import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.postgresql.util.DriverInfo;

/**
 * Libraries that must not become older again: an older version has a known vulnerability. They come
 * with Quarkus; {@code dependencyManagement} in {@code pom.xml} says why ours are newer. SbomIT
 * looks at all of the package; this test needs no package.
 */
class SecureVersionsTest {

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
                    .satisfies(
                        found ->
                            isAtLeast(Advisories.fixed("io.netty", "netty-codec-http"), found)));
  }

  @Test
  void postgresqlDriver_isNotOlderThanItsFixes() {
    isAtLeast(Advisories.fixed("org.postgresql", "postgresql"), DriverInfo.DRIVER_VERSION);
  }

  @Test
  void jackson_isNotOlderThanItsFixes() {
    isAtLeast(
        Advisories.fixed("com.fasterxml.jackson.core", "jackson-databind"),
        PackageVersion.VERSION.toString());
  }

  private static void isAtLeast(String fixed, String found) {
    assertThat(ModuleDescriptor.Version.parse(found))
        .isGreaterThanOrEqualTo(ModuleDescriptor.Version.parse(fixed));
  }
}
