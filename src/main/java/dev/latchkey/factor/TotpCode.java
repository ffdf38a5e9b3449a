package dev.latchkey.factor;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a user typed from their authenticator app: exactly six ASCII digits. */
public final class TotpCode {

  static final int DIGITS = 6;

  private static final Pattern FORM = Pattern.compile("[0-9]{" + DIGITS + "}");

  private final int number;

  private TotpCode(int number) {
    this.number = number;
  }

  /**
   * Empty where the text has another form: blanks, digits of other scripts, fewer or more than six.
   * It looks at no more than seven characters.
   */
  public static Optional<TotpCode> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new TotpCode(Integer.parseInt(text)))
        : Optional.empty();
  }

  /** From 0 to 999,999. */
  int number() {
    return number;
  }

  @Override
  public String toString() {
    return "TotpCode[…]";
  }
}
