package dev.latchkey.http;

import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.TemplateHtmlBuilder;
import java.util.ArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows developers their own mistakes: code that does not compile, a service that does not start,
 * an exception in a resource. A browser gets the error page of Quarkus with the stack trace. Other
 * clients get the envelope, with the text of the failure as its message.
 *
 * <p>Only in dev mode. In production and in tests there is nothing to see here, because the text of
 * a failure may hold what a caller sent.
 *
 * <p>The {@link CodecErrors} of the first start stay on the port until dev mode ends, also when a
 * later start fails. So they are given an object of this class while its class loader is open.
 */
final class DevelopmentErrors {

  static final String PAGE_TYPE = "text/html; charset=utf-8";

  private static final String HTML = "text/html";

  /** Quarkus prints what the compiler says in red. */
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  /** Causes can go round in a circle. */
  private static final int MAX_DEPTH = 10;

  private final boolean shown;
  private final Supplier<@Nullable Throwable> startProblem;

  /**
   * @param startProblem what dev mode says of the last start; asked in dev mode only
   */
  DevelopmentErrors(LaunchMode mode, Supplier<@Nullable Throwable> startProblem) {
    this.shown = mode == LaunchMode.DEVELOPMENT;
    this.startProblem = startProblem;
  }

  /** For the mode that this process runs in. */
  static DevelopmentErrors ofThisRun() {
    return new DevelopmentErrors(LaunchMode.current(), DevelopmentErrors::problemOfTheReload);
  }

  private static @Nullable Throwable problemOfTheReload() {
    var reload = DevConsoleManager.getHotReplacementContext();
    return reload == null ? null : reload.getDeploymentProblem();
  }

  /** The message of the envelope, when nothing is known but the status. */
  String message(ErrorStatus status) {
    return message(status, isShown(status) ? startProblem.get() : null);
  }

  /** The message of the envelope, when a failure is known. */
  String message(ErrorStatus status, @Nullable Throwable failure) {
    return isShown(status) && failure != null ? text(failure) : status.message();
  }

  /**
   * The page for a browser; null for other clients, and where nothing is shown.
   *
   * @param accept the header of this name, null if there is none
   */
  @Nullable String page(ErrorStatus status, @Nullable Throwable failure, @Nullable String accept) {
    if (!isShown(status) || failure == null || !isHtml(accept)) {
      return null;
    }
    var text = text(failure);
    return new TemplateHtmlBuilder(status.reason(), text, text).stack(failure).toString();
  }

  /** Whether an answer is such a page, ours or one that Quarkus made, for a browser. */
  boolean isPage(ErrorStatus status, @Nullable String contentType, @Nullable String accept) {
    return isShown(status) && isHtml(contentType) && isHtml(accept);
  }

  private boolean isShown(ErrorStatus status) {
    return shown && status == ErrorStatus.INTERNAL_SERVER_ERROR;
  }

  private static boolean isHtml(@Nullable String mediaTypes) {
    return mediaTypes != null && mediaTypes.contains(HTML);
  }

  /** The failure and its causes. One that repeats the text of its cause is left out. */
  private static String text(Throwable failure) {
    var texts = new ArrayList<String>();
    var next = failure;
    for (int depth = 0; next != null && depth < MAX_DEPTH; depth++) {
      var cause = next.getCause();
      if (cause == null || !next.toString().contains(cause.toString())) {
        texts.add(next.toString());
      }
      next = cause;
    }
    var text = texts.isEmpty() ? failure.toString() : String.join(", caused by ", texts);
    return COLOUR.matcher(text).replaceAll("");
  }
}
