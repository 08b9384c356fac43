package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A body made piece by piece on the pool, each only when the client has taken the one before: a
 * slow reader costs one piece of memory, not the whole file. One that takes less than a slice in
 * its time is cut off: its connection breaks before the body's end, which it can see, and what it
 * held is given back.
 */
final class Pieces {

  private static final System.Logger LOG = System.getLogger(Pieces.class.getName());

  /** Bytes for which a reader has its time. */
  static final int SLICE_BYTES = 64 << 10;

  private static final Duration BUSY = Duration.ofMillis(250);

  /** Makes pieces, called by one thread at a time. */
  interface Source extends AutoCloseable {
    /**
     * The next piece, or null after the last; empty when a bounded step of work made nothing to
     * send. May block.
     */
    @Nullable Buffer next();

    @Override
    default void close() {}
  }

  private final Work work;
  private final Source source;
  private final AtomicBoolean closed = new AtomicBoolean();

  Pieces(Work work, Source source) {
    this.work = work;
    this.source = source;
  }

  /** Call it on the event loop of the request: its lane is that of the work. */
  void sendTo(HttpServerRequest request, Duration reading) {
    HttpServerResponse response = request.response();
    if (!response.headers().contains("Content-Length")) {
      response.setChunked(true);
    }
    response.exceptionHandler(e -> close());
    new Reader(request, Lane.current(), reading).step();
  }

  /**
   * Writes them slice by slice, each when the one before was taken; completes when the last was. A
   * reader that does not take one in its time is cut off, and then this fails.
   */
  static Future<Void> write(HttpServerRequest request, Buffer bytes, Duration reading) {
    return write(request.response(), bytes, 0, reading)
        .onFailure(
            e -> {
              if (e instanceof TimeoutException) {
                LOG.log(System.Logger.Level.DEBUG, "a reader that takes nothing is cut off");
                cut(request.connection());
              }
            });
  }

  /** Closes it at once: closing it in order would wait until everything written was read. */
  static void cut(HttpConnection connection) {
    if (connection instanceof HttpServerConnection server) {
      var _ = server.channelHandlerContext().close();
    } else {
      var _ = connection.close();
    }
  }

  private static Future<Void> write(
      HttpServerResponse response, Buffer bytes, int from, Duration reading) {
    int to = Math.min(bytes.length(), from + SLICE_BYTES);
    Future<Void> written =
        response.write(bytes.slice(from, to)).timeout(reading.toMillis(), TimeUnit.MILLISECONDS);
    return to == bytes.length()
        ? written
        : written.compose(done -> write(response, bytes, to, reading));
  }

  void close() {
    if (closed.compareAndSet(false, true)) {
      source.close();
    }
  }

  /** Who reads it. */
  private final class Reader {

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Lane lane;
    private final Duration reading;

    Reader(HttpServerRequest request, Lane lane, Duration reading) {
      this.request = request;
      this.response = request.response();
      this.lane = lane;
      this.reading = reading;
    }

    void step() {
      if (response.closed()) {
        close();
        return;
      }
      work.run(lane, () -> new Piece(source.next())).onSuccess(this::take).onFailure(this::abort);
    }

    private void take(Piece piece) {
      Buffer bytes = piece.bytes();
      if (bytes == null) {
        close();
        response.end();
        return;
      }
      write(request, bytes, reading).onSuccess(done -> step()).onFailure(e -> close());
    }

    /** The status is sent already, so only a broken connection can tell the client. */
    private void abort(Throwable cause) {
      if (cause instanceof Problem busy && busy.kind() == ProblemKind.OVERLOADED) {
        work.pause(BUSY).onSuccess(done -> step()); // what was begun goes on when others had theirs
        return;
      }
      LOG.log(System.Logger.Level.ERROR, "a streamed answer broke off", cause);
      close();
      response.reset();
    }
  }

  private record Piece(@Nullable Buffer bytes) {}
}
