package dev.latchkey.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.http.Accept;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a resource server needs to verify tokens: the key set (RFC 7517) and the metadata (RFC 8414,
 * and the same document where OpenID Connect readers look). Each is rendered once per change of the
 * keys.
 *
 * <p>There is no {@code @Produces}: clients ask for key sets with all kinds of {@code Accept}, and
 * a 406 would help none of them. The key set is JSON, which every reader takes, or has its own type
 * where the caller prefers that.
 */
@Path(WellKnownResource.PATH)
@NonBlocking
class WellKnownResource {

  static final String PATH = "/.well-known";
  static final String KEY_SET = "/jwks.json";

  private static final String JSON_TYPE = "application/json";

  /** Its own type (RFC 7517, section 8.5.2), which some readers do not take. */
  private static final String KEY_SET_TYPE = "application/jwk-set+json";

  private static final JsonMapper JSON = new JsonMapper();

  private final Issuer issuer;
  private final KeyRing keys;
  private volatile @Nullable Documents documents;

  @Inject
  WellKnownResource(TokenConfig config, KeyRing keys) {
    this.issuer = Issuer.parse(config.issuer());
    this.keys = keys;
  }

  @GET
  @Path(KEY_SET)
  public RestResponse<byte[]> keySet(@Context HttpHeaders headers) {
    var accept = Accept.of(headers.getRequestHeader(HttpHeaders.ACCEPT));
    var made = documents();
    var document = accept.prefers(KEY_SET_TYPE, JSON_TYPE) ? made.typedKeySet() : made.keySet();
    var answer = document.answer(ifNoneMatch(headers));
    answer.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    return answer;
  }

  @GET
  @Path("/oauth-authorization-server")
  public RestResponse<byte[]> authorizationServer(@Context HttpHeaders headers) {
    return documents().metadata().answer(ifNoneMatch(headers));
  }

  @GET
  @Path("/openid-configuration")
  public RestResponse<byte[]> openidConfiguration(@Context HttpHeaders headers) {
    return documents().metadata().answer(ifNoneMatch(headers));
  }

  private static List<String> ifNoneMatch(HttpHeaders headers) {
    return headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
  }

  /** Two threads may render the same documents at once after a rotation; the bytes are equal. */
  Documents documents() {
    var current = keys.current();
    var made = documents;
    if (made == null || made.keys() != current) {
      made = Documents.of(issuer, current);
      documents = made;
    }
    return made;
  }

  record Documents(
      SigningKeys keys,
      CacheableDocument keySet,
      CacheableDocument typedKeySet,
      CacheableDocument metadata) {

    static Documents of(Issuer issuer, SigningKeys keys) {
      var jwks = Map.of("keys", keys.published().stream().map(SigningKey::publicJwk).toList());
      return new Documents(
          keys,
          document(jwks, JSON_TYPE),
          document(jwks, KEY_SET_TYPE),
          document(metadata(issuer, keys), JSON_TYPE));
    }

    /**
     * {@code response_types_supported} is required but empty, and there are no grant types: a login
     * is no OAuth grant. The last two are required of an OpenID provider, and some readers insist.
     */
    private static Map<String, Object> metadata(Issuer issuer, SigningKeys keys) {
      var algorithms =
          keys.published().stream()
              .map(key -> key.algorithm().getAlgorithm())
              .distinct()
              .sorted()
              .toList();
      var metadata = new LinkedHashMap<String, Object>();
      metadata.put("issuer", issuer.origin());
      metadata.put("jwks_uri", issuer.keySetAddress());
      metadata.put("response_types_supported", List.of());
      metadata.put("grant_types_supported", List.of());
      metadata.put("subject_types_supported", List.of("public"));
      metadata.put("id_token_signing_alg_values_supported", algorithms);
      return metadata;
    }

    private static CacheableDocument document(Map<String, ?> content, String contentType) {
      try {
        return new CacheableDocument(JSON.writeValueAsBytes(content), contentType);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a map of texts is always JSON", e);
      }
    }
  }
}
