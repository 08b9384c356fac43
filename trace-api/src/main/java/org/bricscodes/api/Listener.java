package org.bricscodes.api;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop that accepts connections; several share one port. */
final class Listener extends VerticleBase {

  /** Of a process that answers whatever it is asked. */
  static final Front.Routing EVERYTHING_HERE = (request, onwards) -> onwards.run();

  private static final int MAX_LINE_BYTES = 128 << 10;

  private final Config config;
  private final Limits limits;
  private final Answering answering;
  private @Nullable HttpServer server;

  /** What is done with what comes. Event loops. */
  interface Answering {

    void connected(HttpConnection connection);

    /** Called once by each listener, before it listens. */
    Handler<HttpServerRequest> requests();

    void invalid(HttpServerRequest request);

    /** How long what is under way may take when no more is taken. */
    Duration drain();

    /** With the doors of a front. */
    static Answering by(Front front, Vertx vertx, Front.Routing routing, Duration drain) {
      return new Answering() {
        @Override
        public void connected(HttpConnection connection) {
          front.connected(connection);
        }

        @Override
        public Handler<HttpServerRequest> requests() {
          return front.router(vertx, routing);
        }

        @Override
        public void invalid(HttpServerRequest request) {
          front.handleInvalid(request);
        }

        @Override
        public Duration drain() {
          return drain;
        }
      };
    }
  }

  private Listener(Config config, Limits limits, Answering answering) {
    this.config = config;
    this.limits = limits;
    this.answering = answering;
  }

  /**
   * All listeners of a port.
   *
   * @param deployment what ends them, before the Vert.x ends
   */
  record Listening(int port, String deployment) {}

  /**
   * Listens with one event loop for each processor, until the Vert.x ends. Blocks until it does.
   *
   * @throws RuntimeException if the port is taken
   */
  static Listening listen(Vertx vertx, Config config, Limits limits, Answering answering) {
    List<Listener> listeners = new CopyOnWriteArrayList<>();
    DeploymentOptions options =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    String deployment =
        vertx
            .deployVerticle(
                () -> {
                  Listener listener = new Listener(config, limits, answering);
                  listeners.add(listener);
                  return listener;
                },
                options)
            .await();
    return new Listening(listeners.getFirst().port(), deployment);
  }

  @Override
  public Future<?> start() {
    HttpServer fresh =
        vertx
            .createHttpServer(options(limits))
            .connectionHandler(answering::connected)
            .requestHandler(answering.requests())
            .invalidRequestHandler(answering::invalid);
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
        : running.shutdown(answering.drain().toMillis(), TimeUnit.MILLISECONDS);
  }

  private int port() {
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
