package org.bricscodes.samples.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 connections to one service. A request waits for a free one as long as it must: that is
 * part of its latency. Any thread.
 */
final class Connections implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final URI service;
  private final Context context;

  Connections(URI service, int count) {
    this.service = service;
    Home home = new Home();
    vertx.deployVerticle(home).await();
    this.context = home.context();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true).setMaxChunkSize(1 << 16),
            new PoolOptions().setHttp1MaxSize(count).setMaxWaitQueueSize(-1));
  }

  /** Where answers are handled, one after the other: none is over before somebody listens. */
  private static final class Home extends VerticleBase {
    Context context() {
      return context;
    }
  }

  /** An answer that was read whole. */
  record Received(Buffer body, String location) {}

  /** The size of what is there, which must answer with 200. */
  Future<Long> get(String path, Map<String, String> headers) {
    return send(HttpMethod.GET, path, headers, null, 200, Connections::length);
  }

  /** The body of what is there, which must answer with 200 and fit into memory. */
  Future<Received> read(String path, Map<String, String> headers) {
    return send(HttpMethod.GET, path, headers, null, 200, Connections::received);
  }

  /** Posts; the answer must have this status. */
  Future<Received> post(String path, Map<String, String> headers, Buffer body, int status) {
    return send(HttpMethod.POST, path, headers, body, status, Connections::received);
  }

  private <T> Future<T> send(
      HttpMethod method,
      String path,
      Map<String, String> headers,
      @Nullable Buffer body,
      int status,
      Function<HttpClientResponse, Future<T>> reading) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(service.getHost())
            .setPort(service.getPort())
            .setURI(path)
            .setIdleTimeout(PATIENCE.toMillis());
    headers.forEach(options::putHeader);
    Promise<T> answer = Promise.promise();
    context.runOnContext(
        _ ->
            client
                .request(options)
                .compose(request -> body == null ? request.send() : request.send(body))
                .compose(
                    response ->
                        response.statusCode() == status
                            ? reading.apply(response)
                            : refused(response))
                .onComplete(answer));
    return answer.future();
  }

  private static <T> Future<T> refused(HttpClientResponse response) {
    return response
        .body()
        .compose(_ -> Future.failedFuture(new UnexpectedAnswer(response.statusCode())));
  }

  /** Counts a body without keeping it: files of codes may be large. */
  private static Future<Long> length(HttpClientResponse response) {
    long[] bytes = new long[1];
    response.handler(buffer -> bytes[0] += buffer.length());
    return response.end().map(_ -> bytes[0]);
  }

  private static Future<Received> received(HttpClientResponse response) {
    String location = response.getHeader("Location");
    return response.body().map(body -> new Received(body, location == null ? "" : location));
  }

  @Override
  public void close() {
    client.close().await();
    vertx.close().await();
  }
}
