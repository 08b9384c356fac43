package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers on a node's port while another node writes: hands every request to that one, streaming
 * both ways, WebSockets too, and adds who asked to {@code X-Forwarded-For}. While nobody writes it
 * answers 503 and when to come again. {@code /health} it answers itself.
 *
 * <p>A request is handed on once: one that comes from another stand-in is answered 503, so that two
 * nodes that take each other for the writer do not send it to and fro. What was handed on and broke
 * off is answered 502: whether it was done is not known, as with any answer that is lost.
 *
 * <p>Safe for use from any thread.
 */
final class StandIn implements AutoCloseable {

  /** Of our own {@code Via} (RFC 9110 §7.6.3). */
  private static final String PSEUDONYM = "trace-node";

  private static final int CONNECTIONS = 256;
  private static final int WAITING = 1024;
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

  /** A writer that says nothing for so long is asked no more. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /**
   * A WebSocket on which neither end says anything for so long is closed; the writer pings sooner.
   */
  private static final Duration QUIET_SOCKET = Duration.ofSeconds(90);

  /** How long this node answers nothing when it begins to write, at most. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private static final String SENT = "sent";

  private final Vertx vertx;
  private final HttpClient client;
  private final HttpClient sockets;
  private final HttpServer server;
  private final ProblemDocument problems;
  private final ScanSettings scans;
  private volatile @Nullable URI writer;

  private StandIn(Config config, Limits limits) {
    this.vertx = Vertx.vertx(TraceServer.vertxOptions());
    this.scans = config.scans();
    this.problems = new ProblemDocument(new BaseUrl(config.baseUrl()), limits);
    this.client = client(vertx, limits, SILENCE);
    this.sockets = client(vertx, limits, QUIET_SOCKET);
    HttpProxy proxy =
        HttpProxy.reverseProxy(client).origin(this::origin).addInterceptor(new Forwarding(), true);
    this.server =
        vertx
            .createHttpServer(Listener.options(limits))
            .requestHandler(request -> answer(request, proxy));
  }

  private static HttpClient client(Vertx vertx, Limits limits, Duration silence) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setConnectTimeout((int) CONNECT_WITHIN.toMillis())
            .setIdleTimeout((int) silence.toSeconds())
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setMaxHeaderSize(limits.maxHeaderBytes())
            .setDecompressionSupported(false),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
  }

  /**
   * Listens on the host and port of {@code config}. Blocks until it does.
   *
   * @throws RuntimeException if the port is taken; nothing is left open
   */
  @SuppressWarnings("IllegalCatch") // whatever went wrong, nothing is left open
  static StandIn listen(Config config, Limits limits) {
    StandIn standIn = new StandIn(config, limits);
    try {
      standIn.server.listen(config.port(), config.host()).await();
      return standIn;
    } catch (RuntimeException | Error e) {
      standIn.close();
      throw e;
    }
  }

  int port() {
    return server.actualPort();
  }

  /** Hands requests to this node from now on; null: to none. */
  void handTo(@Nullable URI node) {
    writer = node;
  }

  /** Takes no more, lets what is under way finish, and gives the port back. Idempotent. */
  @Override
  public void close() {
    server.shutdown(DRAIN.toMillis(), TimeUnit.MILLISECONDS).await();
    vertx.close().await();
  }

  private void answer(HttpServerRequest request, HttpProxy proxy) {
    String path = request.path();
    if ("/health".equals(path)) {
      Sending.send(request, Answer.text(200, Answer.TEXT, "ok\n").noStore(), true);
    } else if (writer == null) {
      refuse(request, "no node writes just now; one is taking over");
    } else if (request.headers().getAll("Via").stream().anyMatch(via -> via.contains(PSEUDONYM))) {
      refuse(request, "the nodes are changing places");
    } else if (HandedOnSocket.isAskedFor(request)) {
      socket(request);
    } else {
      proxy.handle(request);
    }
  }

  /** Opening a stream changes nothing, so one that fails can be asked for again. */
  private void socket(HttpServerRequest request) {
    request.pause();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    headers.remove("Host");
    said(headers, request);
    request(sockets)
        .compose(to -> HandedOnSocket.join(request, to, headers))
        .onFailure(
            e -> {
              request.resume();
              refuse(request, "the node that writes does not answer");
            });
  }

  private void refuse(HttpServerRequest request, String detail) {
    Sending.send(request, problem(request, ProblemKind.OVERLOADED, detail), false);
  }

  private Answer problem(HttpServerRequest request, ProblemKind kind, String detail) {
    String path = request.path();
    String accept = request.getHeader("Accept");
    return problems.answer(
        new Problem(kind, detail), path == null ? "/" : path, accept == null ? "*/*" : accept);
  }

  private Future<HttpClientRequest> origin(ProxyContext context) {
    return request(context.client()).onSuccess(request -> context.set(SENT, true));
  }

  private Future<HttpClientRequest> request(HttpClient by) {
    URI to = writer;
    if (to == null) {
      return Future.failedFuture("no node writes just now");
    }
    boolean tls = to.getScheme().equals("https");
    int standard = tls ? 443 : 80;
    return by.request(
        new RequestOptions()
            .setSsl(tls)
            .setHost(to.getHost())
            .setPort(to.getPort() < 0 ? standard : to.getPort()));
  }

  /** Who asks whom for whom. */
  private void said(MultiMap headers, HttpServerRequest from) {
    headers.add("Via", "1.1 " + PSEUDONYM);
    String address = from.remoteAddress().hostAddress();
    headers.add("X-Forwarded-For", address);
    String country = scans.countryHeader();
    if (country != null && !scans.trusts(InetAddress.ofLiteral(address))) {
      headers.remove(country); // the writer believes us, and would this
    }
  }

  /** Says on whose behalf, and makes one kind of answer of whatever fails. */
  private final class Forwarding implements ProxyInterceptor {

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      said(context.request().headers(), context.request().proxiedRequest());
      return context.sendRequest().recover(failure -> Future.succeededFuture(broken(context)));
    }

    private ProxyResponse broken(ProxyContext context) {
      HttpServerRequest from = context.request().proxiedRequest();
      Answer answer =
          context.get(SENT, Boolean.class) == null
              ? problem(from, ProblemKind.OVERLOADED, "the node that writes does not answer")
              : problem(
                  from,
                  ProblemKind.LOST_ANSWER,
                  "the node that writes broke off: what was asked may have been done or not");
      ProxyResponse response = context.request().release().response();
      response.setStatusCode(answer.status());
      for (int i = 0; i < answer.headers().size(); i += 2) {
        response.headers().set(answer.headers().get(i), answer.headers().get(i + 1));
      }
      if (answer.body() instanceof Answer.Body.Full full) {
        response.setBody(Body.body(full.bytes()));
      }
      return response;
    }
  }
}
