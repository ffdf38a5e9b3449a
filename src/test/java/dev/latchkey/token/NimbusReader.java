package dev.latchkey.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A resource server on nimbus-jose-jwt that was told the issuer's address, and nothing else. */
final class NimbusReader {

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /**
   * @param audience null for a careless server that looks at the issuer only
   */
  NimbusReader(String issuer, String metadataPath, @Nullable String audience) throws Exception {
    var metadata = JSONObjectUtils.parse(get(issuer + metadataPath));
    if (!issuer.equals(metadata.get("issuer"))) { // RFC 8414, section 3.3
      throw new AssertionError("metadata of another issuer: " + metadata.get("issuer"));
    }
    var keys =
        JWKSourceBuilder.create(URI.create((String) metadata.get("jwks_uri")).toURL()).build();
    var algorithms =
        JSONObjectUtils.getStringList(metadata, "id_token_signing_alg_values_supported").stream()
            .map(JWSAlgorithm::parse)
            .collect(Collectors.toSet());
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")));
  }

  JWTClaimsSet read(String token) throws BadJOSEException, JOSEException, ParseException {
    return processor.process(token, null);
  }

  private static String get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }
}
