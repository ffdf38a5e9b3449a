package dev.latchkey.token;

import dev.latchkey.settings.ListElement;
import dev.latchkey.settings.OnOff;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the tokens. What serving requires is optional here: other commands do without. */
@ConfigMapping(prefix = "latchkey.token")
public interface TokenConfig {

  /**
   * The public base address of this service, {@code https://login.example.com}: an origin without a
   * path or a trailing slash. It becomes {@code iss} and the base of the metadata's addresses.
   * Serving in production requires it.
   */
  Optional<String> issuer();

  /**
   * Whether the issuer may begin with {@code http://} where others than this machine read it. Keys
   * that come without TLS can be swapped on the way, so that anybody on that way can sign tokens.
   */
  @WithDefault("false")
  @WithConverter(OnOff.class)
  boolean allowHttpIssuer();

  /** Who accepts full tokens ({@code aud}), one or several; the issuer where it is not set. */
  Optional<List<@WithConverter(ListElement.class) String>> audience();

  /**
   * The folder of the signing keys (see {@link SigningKeys}). Serving in production requires it;
   * dev mode and tests make a key in memory without it.
   */
  Optional<Path> keys();

  /** How often the folder is read again; more than zero. A rotation takes at most as long. */
  @WithDefault("10s")
  Duration pollInterval();
}
