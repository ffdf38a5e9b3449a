package dev.latchkey.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a JAX-RS resource, or on the way to one, as the envelope. */
class ErrorMapper {

  private static final Logger LOG = Logger.getLogger(ErrorMapper.class);

  private final Clock clock;
  private final AllowedMethods allowedMethods;
  private final DevelopmentErrors development = DevelopmentErrors.ofThisRun();

  ErrorMapper(Clock clock, AllowedMethods allowedMethods) {
    this.clock = clock;
    this.allowedMethods = allowedMethods;
  }

  /**
   * The named types are those that Quarkus would map itself, with pages or details for developers.
   */
  @ServerExceptionMapper(
      value = {Throwable.class, NotFoundException.class, MismatchedInputException.class},
      priority = Priorities.USER - 1)
  RestResponse<byte[]> map(Throwable failure, RoutingContext context) {
    if (failure instanceof Refusal refusal) {
      var answer = answer(refusal.status(), refusal.getMessage(), context);
      refusal.headers().forEach(answer::header);
      return answer.build();
    }
    var status = statusOf(failure);
    var answer = answer(status, failure, context);
    if (status == ErrorStatus.METHOD_NOT_ALLOWED) {
      answer.header(
          HttpHeaders.ALLOW, String.join(", ", allowedMethods.of(context.normalizedPath())));
    }
    if (status == ErrorStatus.INTERNAL_SERVER_ERROR) {
      LOG.errorf(CauseWithoutMessages.of(failure), "Request %s failed", RequestId.of(context));
    }
    return answer.build();
  }

  private static ErrorStatus statusOf(Throwable failure) {
    if (failure instanceof WebApplicationException known) {
      return ErrorStatus.of(known.getResponse().getStatus());
    }
    return failure instanceof MismatchedInputException
        ? ErrorStatus.BAD_REQUEST
        : ErrorStatus.INTERNAL_SERVER_ERROR;
  }

  private RestResponse.ResponseBuilder<byte[]> answer(
      ErrorStatus status, Throwable failure, RoutingContext context) {
    var accept = context.request().getHeader(HttpHeaders.ACCEPT);
    var page = development.page(status, failure, accept);
    return page == null
        ? answer(status, development.message(status, failure), context)
        : answer(status, page.getBytes(StandardCharsets.UTF_8), DevelopmentErrors.PAGE_TYPE);
  }

  private RestResponse.ResponseBuilder<byte[]> answer(
      ErrorStatus status, String message, RoutingContext context) {
    var body = Envelope.of(status, message, context.request().uri(), clock.instant());
    return answer(status, body, Envelope.MEDIA_TYPE);
  }

  private static RestResponse.ResponseBuilder<byte[]> answer(
      ErrorStatus status, byte[] body, String mediaType) {
    return RestResponse.ResponseBuilder.ok(body)
        .status(status.code(), status.reason())
        .header(HttpHeaders.CONTENT_TYPE, mediaType);
  }
}
