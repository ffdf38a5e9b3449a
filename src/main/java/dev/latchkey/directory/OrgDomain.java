package dev.latchkey.directory;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The domain that names an organisation: 1 to 253 characters of {@code [a-z0-9.-]}, beginning and
 * ending with a letter or digit. Only ASCII letters are folded, so no other letter can come to mean
 * one of these.
 */
public record OrgDomain(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

  /**
   * @throws IllegalArgumentException when the value is not of the form
   */
  public OrgDomain {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an organisation domain");
    }
  }

  /** The domain that a text means after ASCII lower-casing; empty where it can mean none. */
  public static Optional<OrgDomain> parse(String text) {
    if (!ASCII.matcher(text).matches()) {
      return Optional.empty();
    }
    var folded = text.toLowerCase(Locale.ROOT);
    return FORM.matcher(folded).matches() ? Optional.of(new OrgDomain(folded)) : Optional.empty();
  }
}
