package org.bricscodes.api;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.bricscodes.api.client.BatchRequest;
import org.bricscodes.api.client.TraceClient;

/**
 * Requests per second of the resolver, each for another serial, against the bare framework
 * answering an empty redirect, in one process and one run, client included. Argument: the seconds
 * of each measurement.
 */
final class ResolverLoad {

  private static final int CONNECTIONS = 64;
  private static final String ADMIN_KEY = "admin-key-of-this-load";
  private static final String PRODUCT = "/01/09521222000018";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions().setKeepAlive(true),
          new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  private final long nanos;

  private ResolverLoad(int seconds) {
    this.nanos = seconds * 1_000_000_000L;
  }

  public static void main(String[] arguments) throws Exception {
    new ResolverLoad(Integer.parseInt(arguments[0])).run();
    System.exit(0);
  }

  private void run() throws Exception {
    Path data = Files.createTempDirectory("resolver-load");
    try (TraceServer server =
        TraceServer.start(
            Config.local(data).withAdminKey(ADMIN_KEY), Clock.systemUTC(), new SecureRandom())) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      admin.codes().issue(BatchRequest.of("09521222000018", "L", 10), "load");
      admin
          .links()
          .importLines(
              "{\"anchor\":\"%s\",\"itemDescription\":\"Tea\",\"links\":[{\"linkType\":\"gs1:pip\",\"href\":\"https://b.example/\"}]}"
                  .formatted(PRODUCT));
      URI constant = constant();
      for (int round = 0; round < 3; round++) {
        double bare = measure(constant, n -> "/");
        double item = measure(server.address(), n -> PRODUCT + "/10/L/21/S" + n);
        double typed =
            measure(server.address(), n -> PRODUCT + "/10/L/21/S" + n + "?linkType=gs1:pip");
        System.out.println(
            String.format(
                Locale.ROOT,
                "constant %.0f/s, item %.0f/s (%.2f), gs1:pip %.0f/s (%.2f)",
                bare,
                item,
                item / bare,
                typed,
                typed / bare));
      }
    }
  }

  private URI constant() {
    AtomicLong port = new AtomicLong();
    DeploymentOptions loops =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    vertx.deployVerticle(() -> new Constant(port), loops).await();
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The bare framework. */
  private static final class Constant extends VerticleBase {
    private final AtomicLong port;

    Constant(AtomicLong port) {
      this.port = port;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer()
          .requestHandler(
              request ->
                  request
                      .response()
                      .setStatusCode(307)
                      .putHeader("Location", "https://trace.example/scan/01/09521222000018")
                      .end()
                      .onFailure(e -> {}))
          .listen(-1, "127.0.0.1")
          .onSuccess(server -> port.set(server.actualPort()));
    }
  }

  private double measure(URI server, LongFunction<String> path) throws InterruptedException {
    AtomicLong answered = new AtomicLong();
    CountDownLatch finished = new CountDownLatch(CONNECTIONS);
    long start = System.nanoTime();
    for (int i = 0; i < CONNECTIONS; i++) {
      next(server, path, start + nanos, answered, finished);
    }
    finished.await();
    return answered.get() * 1e9 / (System.nanoTime() - start);
  }

  private void next(
      URI server,
      LongFunction<String> path,
      long end,
      AtomicLong answered,
      CountDownLatch finished) {
    if (System.nanoTime() > end) {
      finished.countDown();
      return;
    }
    client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI(path.apply(answered.incrementAndGet())))
        .compose(request -> request.send())
        .onComplete(
            done -> {
              if (done.failed() || done.result().statusCode() != 307) {
                throw new IllegalStateException("unexpected answer", done.cause());
              }
              next(server, path, end, answered, finished);
            });
  }
}
