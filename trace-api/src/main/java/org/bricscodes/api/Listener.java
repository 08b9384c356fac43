package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop that accepts connections; several share one port. */
final class Listener extends VerticleBase {

  /** Of a process that answers whatever it is asked. */
  static final Front.Routing EVERYTHING_HERE = (request, onwards) -> onwards.run();

  private static final int MAX_LINE_BYTES = 128 << 10;

  private final Config config;
  private final Limits limits;
  private final Front front;
  private final Front.Routing routing;
  private @Nullable HttpServer server;

  Listener(Config config, Limits limits, Front front, Front.Routing routing) {
    this.config = config;
    this.limits = limits;
    this.front = front;
    this.routing = routing;
  }

  @Override
  public Future<?> start() {
    HttpServer fresh =
        vertx
            .createHttpServer(options(limits))
            .connectionHandler(front::connected)
            .requestHandler(front.router(vertx, routing))
            .invalidRequestHandler(front::handleInvalid);
    server = fresh;
    // A negative port is a free one that all listeners share.
    return fresh.listen(config.port() == 0 ? -1 : config.port(), config.host());
  }

  /** Takes no new connections and lets requests under way finish. */
  @Override
  public Future<?> stop() {
    HttpServer running = server;
    return running == null
        ? Future.succeededFuture()
        : running.shutdown(config.timing().drain().toMillis(), TimeUnit.MILLISECONDS);
  }

  int port() {
    HttpServer running = server;
    return running == null ? 0 : running.actualPort();
  }

  /** Of everything that listens for clients. */
  static HttpServerOptions options(Limits limits) {
    return new HttpServerOptions()
        // Longer than an address may be, so that one too long is still known for what it is.
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(limits.maxHeaderBytes())
        .setIdleTimeout((int) limits.idle().toSeconds())
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setHttp2ClearTextEnabled(false)
        // Nothing that clients send over a WebSocket is wanted, so nothing of it is inflated.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setTcpNoDelay(true)
        .setReuseAddress(true);
  }
}
