package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A body made piece by piece on the pool, each only when the client has taken the one before: a
 * slow reader costs one piece of memory, not the whole file.
 */
final class Pieces {

  private static final System.Logger LOG = System.getLogger(Pieces.class.getName());

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

  void sendTo(HttpServerResponse response) {
    if (!response.headers().contains("Content-Length")) {
      response.setChunked(true);
    }
    response.exceptionHandler(e -> close());
    step(response);
  }

  void close() {
    if (closed.compareAndSet(false, true)) {
      source.close();
    }
  }

  private void step(HttpServerResponse response) {
    if (response.closed()) {
      close();
      return;
    }
    work.run(() -> new Piece(source.next()))
        .onSuccess(piece -> take(response, piece))
        .onFailure(e -> abort(response, e));
  }

  private void take(HttpServerResponse response, Piece piece) {
    Buffer bytes = piece.bytes();
    if (bytes == null) {
      close();
      response.end();
      return;
    }
    if (bytes.length() == 0) {
      step(response);
      return;
    }
    response.write(bytes).onSuccess(done -> step(response)).onFailure(e -> close());
  }

  /** The status is sent already, so only a broken connection can tell the client. */
  private void abort(HttpServerResponse response, Throwable cause) {
    LOG.log(System.Logger.Level.ERROR, "a streamed answer broke off", cause);
    close();
    response.reset();
  }

  private record Piece(@Nullable Buffer bytes) {}
}
