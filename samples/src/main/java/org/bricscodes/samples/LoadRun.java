package org.bricscodes.samples;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Asks addresses again and again over a fixed number of connections, and compares them with a bare
 * server of the same framework that answers a constant of the same size. Both are measured in
 * turns, in one run, so that their ratio means something on any machine.
 *
 * <p>{@code LoadRun [seconds] [connections] URL…} — addresses on this machine only. Prints one line
 * a round and address: requests per second, the median and the 99th percentile in microseconds, and
 * the ratio to the constant.
 */
public final class LoadRun {

  private static final int ROUNDS = 3;
  private static final String ACCEPT = "application/json";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClientAgent client;
  private final int connections;
  private final long nanos;

  private LoadRun(int seconds, int connections) {
    this.connections = connections;
    this.nanos = seconds * 1_000_000_000L;
    this.client =
        vertx
            .httpClientBuilder()
            .with(new HttpClientOptions().setKeepAlive(true))
            .with(new PoolOptions().setHttp1MaxSize(connections))
            .build();
  }

  /** What one address did in one round. */
  private record Figures(double perSecond, long medianMicros, long p99Micros, long failed) {}

  /** Runs the comparison; see the class. */
  public static void main(String... arguments) {
    if (arguments.length < 3) {
      System.err.println("usage: LoadRun SECONDS CONNECTIONS URL…");
      System.exit(2);
    }
    LoadRun run = new LoadRun(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    try {
      run.compare(List.of(arguments).subList(2, arguments.length));
    } finally {
      run.vertx.close().await();
    }
  }

  private void compare(List<String> addresses) {
    for (String address : addresses) {
      requireLocal(address);
      Buffer body = fetch(address);
      String constant = constantServer(body);
      measure(constant); // warm
      measure(address);
      for (int round = 0; round < ROUNDS; round++) {
        Figures bare = measure(constant);
        Figures ours = measure(address);
        System.out.printf(
            Locale.ROOT,
            "%s  %d bytes%n  constant %8.0f/s  p50 %5d µs  p99 %6d µs%n"
                + "  service  %8.0f/s  p50 %5d µs  p99 %6d µs  failed %d  ratio %.2f%n",
            address,
            body.length(),
            bare.perSecond(),
            bare.medianMicros(),
            bare.p99Micros(),
            ours.perSecond(),
            ours.medianMicros(),
            ours.p99Micros(),
            ours.failed(),
            ours.perSecond() / bare.perSecond());
      }
    }
  }

  private static void requireLocal(String address) {
    if (!address.matches("http://(127\\.\\d+\\.\\d+\\.\\d+|localhost|\\[::1])(:\\d+)?/.*")) {
      throw new IllegalArgumentException("only addresses on this machine may be loaded");
    }
  }

  private Buffer fetch(String address) {
    return request(address).compose(HttpClientResponse::body).await();
  }

  private Future<HttpClientResponse> request(String address) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(address)
            .putHeader("Accept", ACCEPT);
    return client.request(options).compose(request -> request.send());
  }

  private String constantServer(Buffer body) {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.response().putHeader("Content-Type", "application/json").end(body))
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    return "http://127.0.0.1:" + port + "/";
  }

  private Figures measure(String address) {
    long start = System.nanoTime();
    List<Future<Asker>> askers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Asker asker = new Asker(address, start + nanos);
      asker.ask();
      askers.add(asker.done.future());
    }
    Future.all(askers).await();
    double seconds = (System.nanoTime() - start) / 1e9;
    int count = askers.stream().mapToInt(asker -> asker.result().count).sum();
    long failed = askers.stream().mapToLong(asker -> asker.result().failed).sum();
    long[] times = new long[count];
    int at = 0;
    for (Future<Asker> asker : askers) {
      System.arraycopy(asker.result().micros, 0, times, at, asker.result().count);
      at += asker.result().count;
    }
    Arrays.sort(times);
    return new Figures(count / seconds, percentile(times, 50), percentile(times, 99), failed);
  }

  private static long percentile(long[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * percent / 100)];
  }

  /** One connection's worth of asking: the next request leaves when the last was answered. */
  private final class Asker {

    private final String address;
    private final long deadline;
    private final Promise<Asker> done = Promise.promise();
    private long[] micros = new long[1024];
    private int count;
    private long failed;

    Asker(String address, long deadline) {
      this.address = address;
      this.deadline = deadline;
    }

    void ask() {
      long sent = System.nanoTime();
      request(address)
          .compose(answer -> answer.body().map(body -> answer.statusCode()))
          .onComplete(
              status -> {
                if (status.succeeded() && status.result() == 200) {
                  add((System.nanoTime() - sent) / 1000);
                } else {
                  failed++;
                }
                if (System.nanoTime() < deadline) {
                  ask();
                } else {
                  done.complete(this);
                }
              });
    }

    private void add(long taken) {
      if (count == micros.length) {
        micros = Arrays.copyOf(micros, 2 * count);
      }
      micros[count++] = taken;
    }
  }
}
