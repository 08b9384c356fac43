package org.bricscodes.api;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.api.demo.StoryLoader;
import org.jspecify.annotations.Nullable;

/**
 * Requests per second of processor time of one scan as JSON, looked up by one person, against the
 * bare framework answering a constant of the same size, in one process and one run, client
 * included. Arguments: the story folder, and the seconds of each measurement.
 */
final class ScanLoad {

  private static final int CONNECTIONS = 64;

  /** Nothing is to wait for an answer that does not come. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String ADMIN_KEY = "admin-key-of-this-load";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions().setKeepAlive(true),
          new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
  private final long nanos;

  private ScanLoad(int seconds) {
    this.nanos = seconds * 1_000_000_000L;
  }

  public static void main(String[] arguments) throws Exception {
    new ScanLoad(Integer.parseInt(arguments[1])).run(Path.of(arguments[0]));
    System.exit(0);
  }

  /** A person with a phone: her look is noted, and counts. */
  private static final String PHONE =
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Mobile Safari/537.36";

  private void run(Path story) throws Exception {
    Path data = Files.createTempDirectory("scan-load");
    try (TraceServer server =
        TraceServer.start(
            Config.local(data).withAdminKey(ADMIN_KEY), Clock.systemUTC(), new SecureRandom())) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      StoryLoader.Loaded loaded = new StoryLoader(story, admin, (done, of, what) -> {}).load();
      URI scan = URI.create(server.address() + "/scan" + loaded.show().getFirst().code());
      int bytes = admin.json("/scan" + loaded.show().getFirst().code()).toString().length();
      URI constant = constant(bytes);
      for (int round = 0; round < 3; round++) {
        double bare = measure(constant);
        double warm = measure(scan);
        double cold = measure(scan, "/10/");
        System.out.println(
            String.format(
                Locale.ROOT,
                "%d bytes, requests per second of processor time: constant %.0f, scan %.0f (%.2f),"
                    + " never cached %.0f (%.2f)",
                bytes,
                bare,
                warm,
                warm / bare,
                cold,
                cold / bare));
      }
    }
  }

  private URI constant(int bytes) {
    Buffer body = Buffer.buffer(new byte[bytes]);
    AtomicLong port = new AtomicLong();
    DeploymentOptions loops =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    vertx.deployVerticle(() -> new Constant(body, port), loops).await();
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** The bare framework. */
  private static final class Constant extends VerticleBase {
    private final Buffer body;
    private final AtomicLong port;

    Constant(Buffer body, AtomicLong port) {
      this.body = body;
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
                      .putHeader("Content-Type", "application/json")
                      .end(body)
                      .onFailure(e -> {}))
          .listen(-1, "127.0.0.1")
          .onSuccess(server -> port.set(server.actualPort()));
    }
  }

  private double measure(URI uri, String... unique) throws InterruptedException {
    AtomicLong answered = new AtomicLong();
    CountDownLatch finished = new CountDownLatch(CONNECTIONS);
    long start = System.nanoTime();
    long used = processorNanos();
    for (int i = 0; i < CONNECTIONS; i++) {
      next(uri, start + nanos, answered, finished, List.of(unique));
    }
    finished.await();
    Throwable failure = failed.get();
    if (failure != null) {
      throw new IllegalStateException("not every request was answered with 200", failure);
    }
    return answered.get() * 1e9 / (processorNanos() - used);
  }

  /** Of all threads of this process: what others do on the machine does not count. */
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private void next(
      URI uri, long end, AtomicLong answered, CountDownLatch finished, List<String> unique) {
    if (System.nanoTime() > end) {
      finished.countDown();
      return;
    }
    String query = unique.isEmpty() ? "" : "?n=" + answered.get() + "-" + System.nanoTime();
    client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI(uri.getRawPath() + query)
                .setTimeout(PATIENCE.toMillis())
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .putHeader(HttpHeaders.USER_AGENT, PHONE))
        .compose(request -> request.send())
        .compose(
            response ->
                response.statusCode() == 200
                    ? response.body()
                    : Future.failedFuture("answered with " + response.statusCode()))
        .onComplete(
            body -> {
              if (body.failed()) {
                failed.compareAndSet(null, body.cause());
                finished.countDown();
                return;
              }
              answered.incrementAndGet();
              next(uri, end, answered, finished, unique);
            });
  }
}
