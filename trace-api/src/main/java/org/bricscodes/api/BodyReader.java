package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects a body up to its limit. */
final class BodyReader {

  /** Bytes read and thrown away behind a refused body, so that its sender can read the answer. */
  private static final long MAX_DISCARDED = 64L << 20;

  private static final Duration TO_ANSWER = Duration.ofSeconds(2);

  private final HttpServerRequest request;
  private final int limit;
  private final Promise<byte[]> promise = Promise.promise();
  private final Promise<Void> ended = Promise.promise();
  private @Nullable Buffer collected = Buffer.buffer();
  private long discarded;

  private BodyReader(HttpServerRequest request, int limit) {
    this.request = request;
    this.limit = limit;
  }

  /**
   * Call on the request's event loop, before it is left.
   *
   * @param within how long its sender may take; whoever still sends then is cut off
   */
  static Future<byte[]> read(HttpServerRequest request, int limit, Duration within) {
    BodyReader reader = new BodyReader(request, limit);
    request.handler(reader::take);
    request.endHandler(ignored -> reader.end());
    request.exceptionHandler(gone -> reader.broken());
    if (length(request.getHeader("Content-Length")) > limit) {
      reader.refuse();
    }
    Vertx vertx =
        Objects.requireNonNull(Vertx.currentContext(), "off the request's event loop").owner();
    long timer = vertx.setTimer(within.toMillis(), expired -> reader.giveUp(vertx, within));
    // Not when there is an answer: who was refused may go on sending.
    var _ = reader.ended.future().onComplete(end -> vertx.cancelTimer(timer));
    return reader.promise.future();
  }

  /** Bytes that the body will have, or may have where its sender does not say. */
  static int expected(HttpServerRequest request, int limit) {
    String declared = request.getHeader("Content-Length");
    return declared == null ? limit : (int) Math.min(limit, length(declared));
  }

  private static long length(@Nullable String declared) {
    if (declared == null) {
      return 0;
    }
    return declared.matches("[0-9]{1,9}") ? Long.parseLong(declared) : Long.MAX_VALUE;
  }

  private void take(Buffer part) {
    Buffer body = collected;
    if (body == null) {
      discarded += part.length();
      if (discarded > MAX_DISCARDED) {
        var closing = request.connection().close();
        closing.onFailure(e -> broken());
      }
    } else if (body.length() + part.length() > limit) {
      refuse();
    } else {
      body.appendBuffer(part);
    }
  }

  private void refuse() {
    collected = null;
    promise.tryFail(
        new Problem(ProblemKind.BODY_TOO_LARGE, "a body here has at most " + limit + " bytes"));
  }

  /**
   * Keeps nothing of it. A sender who goes on byte by byte would keep the connection, which closes
   * in order only behind the body's end: so it is cut when the answer has had its time.
   */
  private void giveUp(Vertx vertx, Duration within) {
    collected = null;
    promise.tryFail(
        new Problem(
            ProblemKind.REQUEST_TIMEOUT,
            "the body took longer than " + within.toSeconds() + " seconds"));
    vertx.setTimer(TO_ANSWER.toMillis(), timer -> Pieces.cut(request.connection()));
  }

  /** Its sender went away, which is no fault of ours; hardly anybody reads the answer. */
  private void broken() {
    collected = null;
    ended.tryComplete();
    promise.tryFail(
        new Problem(ProblemKind.MALFORMED_REQUEST, "the connection ended before the body did"));
  }

  private void end() {
    ended.tryComplete();
    Buffer body = collected;
    if (body != null) {
      promise.tryComplete(body.getBytes());
    }
  }
}
