package dev.latchkey.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The address that an authenticator app reads from a QR code, in the "Key URI" format that all of
 * them know.
 */
public final class OtpAuthUri {

  /** The first colon of the label ends the issuer there, encoded or not: it may have none. */
  private static final Pattern COLONS_AND_BLANKS = Pattern.compile("[:\\s]+");

  private OtpAuthUri() {}

  /**
   * @param issuer who the account is with, as people know it; colons become blanks
   * @param username the name of the account within it
   * @return an ASCII text, which holds the secret
   */
  public static String of(String issuer, String username, TotpSecret secret) {
    var name = encode(COLONS_AND_BLANKS.matcher(issuer).replaceAll(" ").strip());
    return "otpauth://totp/"
        + (name.isEmpty() ? "" : name + ":")
        + encode(username)
        + "?secret="
        + secret.base32()
        + (name.isEmpty() ? "" : "&issuer=" + name)
        + "&algorithm=SHA1&digits="
        + TotpCode.DIGITS
        + "&period="
        + Totp.STEP.toSeconds();
  }

  /** RFC 3986, section 2: {@link URLEncoder} is for forms, where a blank is a plus sign. */
  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
