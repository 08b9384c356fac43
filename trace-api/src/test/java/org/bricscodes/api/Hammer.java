package org.bricscodes.api;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one path after another over a fixed number of connections, each as soon as the last was
 * answered, and serves the constant that answers are compared with. Of two servers in one process
 * with their client, ratios are worth reading, figures are not.
 */
final class Hammer {

  /** Nothing is to wait for an answer that does not come. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Answers whose latency is kept; those after them are only counted. */
  private static final int MAX_LATENCIES = 1 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final int status;
  private final Map<String, String> headers;

  /**
   * @param status what every answer must have
   */
  Hammer(int status, Map<String, String> headers) {
    this.status = status;
    this.headers = headers;
  }

  /**
   * What a measurement came to.
   *
   * @param processorNanos of all threads of this process: what others do on the machine does not
   *     count
   * @param bytes of all bodies, as they came
   */
  record Measured(
      long answered, long elapsedNanos, long processorNanos, long bytes, Latencies latencies) {

    double perSecond() {
      return answered * 1e9 / elapsedNanos;
    }

    double perProcessorSecond() {
      return answered * 1e9 / processorNanos;
    }
  }

  /** How long answers took. */
  static final class Latencies {

    private final int[] sortedNanos;

    Latencies(int[] nanos) {
      this.sortedNanos = nanos.clone();
      Arrays.sort(sortedNanos);
    }

    /** What a share of the answers, between 0 and 1, took at most. */
    double milliseconds(double share) {
      int place = (int) Math.min(sortedNanos.length - 1, (long) (share * sortedNanos.length));
      return sortedNanos[place] / 1e6;
    }
  }

  /** The bare framework, giving one answer on as many event loops as there are processors. */
  URI constant(Handler<HttpServerResponse> answer) {
    AtomicLong port = new AtomicLong();
    DeploymentOptions loops =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    vertx.deployVerticle(() -> new Constant(answer, port), loops).await();
    return URI.create("http://127.0.0.1:" + port);
  }

  private static final class Constant extends VerticleBase {
    private final Handler<HttpServerResponse> answer;
    private final AtomicLong port;

    Constant(Handler<HttpServerResponse> answer, AtomicLong port) {
      this.answer = answer;
      this.port = port;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer()
          .requestHandler(request -> answer.handle(request.response()))
          .listen(-1, "127.0.0.1")
          .onSuccess(server -> port.set(server.actualPort()));
    }
  }

  /** Asks for this long. */
  Measured measure(URI server, int connections, Duration time, LongFunction<String> path)
      throws InterruptedException {
    return new Run(server, path, connections, Long.MAX_VALUE, time).measured();
  }

  /** Asks for path 0 to {@code count}, each once. */
  Measured once(URI server, int connections, int count, LongFunction<String> path)
      throws InterruptedException {
    return new Run(server, path, connections, count, Duration.ofHours(1)).measured();
  }

  private final class Run {

    private final HttpClient client;
    private final URI server;
    private final LongFunction<String> path;
    private final int connections;
    private final long count;
    private final Duration time;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final int[] latencies = new int[MAX_LATENCIES];
    private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    private final CountDownLatch finished;
    private long start;

    Run(URI server, LongFunction<String> path, int connections, long count, Duration time) {
      this.client =
          vertx.createHttpClient(
              new HttpClientOptions().setKeepAlive(true),
              new PoolOptions().setHttp1MaxSize(connections));
      this.server = server;
      this.path = path;
      this.connections = connections;
      this.count = count;
      this.time = time;
      this.finished = new CountDownLatch(connections);
    }

    Measured measured() throws InterruptedException {
      long used = processorNanos();
      start = System.nanoTime();
      for (int i = 0; i < connections; i++) {
        next();
      }
      finished.await();
      long elapsed = System.nanoTime() - start;
      long processor = processorNanos() - used;
      client.close().await();
      Throwable failure = failed.get();
      if (failure != null) {
        throw new IllegalStateException("not every request was answered as it should", failure);
      }
      return new Measured(
          answered.get(),
          elapsed,
          processor,
          bytes.get(),
          new Latencies(Arrays.copyOf(latencies, Math.min(answered.get(), MAX_LATENCIES))));
    }

    private void next() {
      long number = asked.getAndIncrement();
      long sent = System.nanoTime();
      if (number >= count || sent - start > time.toNanos()) {
        finished.countDown();
        return;
      }
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.GET)
              .setHost(server.getHost())
              .setPort(server.getPort())
              .setURI(path.apply(number))
              .setTimeout(PATIENCE.toMillis());
      headers.forEach(options::putHeader);
      client
          .request(options)
          .compose(request -> request.send())
          .compose(
              response ->
                  response.statusCode() == status
                      ? response.body()
                      : Future.failedFuture("answered with " + response.statusCode()))
          .onComplete(
              body -> {
                if (body.failed()) {
                  failed.compareAndSet(null, body.cause());
                  finished.countDown();
                  return;
                }
                bytes.addAndGet(body.result().length());
                int place = answered.getAndIncrement();
                if (place < MAX_LATENCIES) {
                  latencies[place] = (int) Math.min(Integer.MAX_VALUE, System.nanoTime() - sent);
                }
                next();
              });
    }
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
