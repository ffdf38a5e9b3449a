package dev.latchkey.registry;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;

/**
 * What an e-mail address is: {@code local@domain}, as RFC 5322 section 3.4.1 has it, with letters
 * of all scripts in both parts (RFC 6531). Libraries decide: {@link IDN} for the domain and Jakarta
 * Mail for the rest. The domain need not exist.
 */
final class EmailAddress {

  // Unicode has letters that are younger than IDN's tables.
  private static final int DOMAIN = IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES;

  private EmailAddress() {}

  /**
   * Whether a text is one address. What the RFC has beside it, such as comments and quoted parts
   * with {@code @}, is not.
   */
  static boolean is(String text) {
    // The first one: what stands before a second one is no domain.
    int at = text.indexOf('@');
    try {
      var address = new InternetAddress();
      // The library looks at UTF-16 units, and takes no vowel sign of Hindi for a letter.
      address.setAddress(text.substring(0, at + 1) + IDN.toASCII(text.substring(at + 1), DOMAIN));
      address.validate();
      return true;
    } catch (AddressException | IllegalArgumentException e) {
      return false;
    }
  }
}
