package dev.latchkey.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A compact JWS that no library would make: whatever header and payload, signed in any way. */
record HandMade(String header, String payload) {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  String es256(PrivateKey key) {
    return signed(key, "SHA256withECDSAinP1363Format");
  }

  String rs256(PrivateKey key) {
    return signed(key, "SHA256withRSA");
  }

  private String signed(PrivateKey key, String algorithm) {
    try {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(input().getBytes(StandardCharsets.US_ASCII));
      return input() + "." + BASE64URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String hs256(byte[] secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] code = mac.doFinal(input().getBytes(StandardCharsets.US_ASCII));
      return input() + "." + BASE64URL.encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String unsigned() {
    return input() + ".";
  }

  private String input() {
    return encoded(header) + "." + encoded(payload);
  }

  private static String encoded(String text) {
    return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
