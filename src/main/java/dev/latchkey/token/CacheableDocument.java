package dev.latchkey.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/**
 * A public document that caches may keep: its bytes, made once, and a strong entity tag of them and
 * their type. The same bytes under another type are another representation: a cache that took one
 * tag for both would give a caller the type that another asked for.
 */
final class CacheableDocument {

  private static final String CACHING = "public, max-age=300";
  private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  private final byte[] body;
  private final String contentType;
  private final String entityTag;

  CacheableDocument(byte[] body, String contentType) {
    this.body = body;
    this.contentType = contentType;
    this.entityTag = entityTag(body, contentType);
  }

  private static String entityTag(byte[] body, String contentType) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(contentType.getBytes(StandardCharsets.US_ASCII));
      var tag = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(body));
      return "\"" + tag + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /**
   * The document, or 304 where the caller has it. JAX-RS' own {@code evaluatePreconditions} is not
   * used: it takes a weak tag for another, which RFC 9110 (section 13.1.2) forbids.
   */
  RestResponse<byte[]> answer(List<String> ifNoneMatch) {
    var known = ifNoneMatch.stream().anyMatch(this::names);
    var answer =
        known
            ? ResponseBuilder.<byte[]>create(Status.NOT_MODIFIED)
            // The length is given for HEAD: RESTEasy leaves it out there.
            : ResponseBuilder.ok(body)
                .header("Content-Type", contentType)
                .header("Content-Length", body.length);
    return answer.header("Cache-Control", CACHING).header("ETag", entityTag).build();
  }

  private boolean names(String field) {
    return "*".equals(field.strip())
        || ENTITY_TAG.matcher(field).results().anyMatch(tag -> tag.group(1).equals(entityTag));
  }
}
