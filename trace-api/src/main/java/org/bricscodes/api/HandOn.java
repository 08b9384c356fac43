package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Hands requests to another node, streaming both ways, WebSockets too, and adds who asked to {@code
 * X-Forwarded-For}. A node that does not answer makes a 503. What was handed on and broke off is
 * answered 502: whether it was done is not known, as with any answer that is lost.
 *
 * <p>Every request says by whom it was handed on, and why ({@link Hop}), so that nodes that take
 * each other for the right one do not send it to and fro. Event loops of one {@link Vertx}, which
 * ends it.
 */
final class HandOn {

  private static final int CONNECTIONS = 256;
  private static final int WAITING = 1024;
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

  /** A node that says nothing for so long is asked no more. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /**
   * A WebSocket on which neither end says anything for so long is closed; the writer pings sooner.
   */
  private static final Duration QUIET_SOCKET = Duration.ofSeconds(90);

  /** More nodes than a service has; addresses of before are then forgotten. */
  private static final int REMEMBERED = 256;

  private static final String SENT = "sent";

  private final HttpClient client;
  private final HttpClient sockets;
  private final ProblemDocument problems;
  private final ScanSettings scans;
  private final Map<Way, HttpProxy> proxies = new ConcurrentHashMap<>();

  /** Why a request is handed on; the pseudonym of our own {@code Via} (RFC 9110 §7.6.3). */
  enum Hop {
    /** To the node that writes the service, by one that knows no better. */
    TO_THE_WRITER("trace-node", "the node that writes"),

    /** To the node that has a log, by one that has read which. */
    TO_A_LOG("trace-node-log", "the node that has this log");

    private final String pseudonym;
    private final String node;

    Hop(String pseudonym, String node) {
      this.pseudonym = pseudonym;
      this.node = node;
    }
  }

  private record Way(URI to, Hop hop) {}

  HandOn(Vertx vertx, ProblemDocument problems, ScanSettings scans, Limits limits) {
    this.problems = problems;
    this.scans = scans;
    this.client = client(vertx, limits, SILENCE);
    this.sockets = client(vertx, limits, QUIET_SOCKET);
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

  /** Whether another node has handed this on, for whatever reason. */
  static boolean isHandedOn(HttpServerRequest request) {
    return by(request, Hop.TO_THE_WRITER) || by(request, Hop.TO_A_LOG);
  }

  /** Whether another node has handed this on since it took this one for the holder of a log. */
  static boolean isForALog(HttpServerRequest request) {
    return by(request, Hop.TO_A_LOG);
  }

  /** Whether this {@code Via} says that another node has handed it on. */
  static boolean isOurs(String via) {
    return by(via, Hop.TO_THE_WRITER) || by(via, Hop.TO_A_LOG);
  }

  private static boolean by(HttpServerRequest request, Hop hop) {
    return request.headers().getAll("Via").stream().anyMatch(via -> by(via, hop));
  }

  private static boolean by(String via, Hop hop) {
    for (String one : via.split(",", -1)) {
      if (one.strip().endsWith(" " + hop.pseudonym)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Hands it on.
   *
   * @param request with nothing read of its body; it may be paused
   */
  void request(HttpServerRequest request, URI to, Hop hop) {
    if (HandedOnSocket.isAskedFor(request)) {
      socket(request, to, hop);
      return;
    }
    if (proxies.size() >= REMEMBERED) {
      proxies.clear();
    }
    proxies.computeIfAbsent(new Way(to, hop), this::proxy).handle(request);
  }

  /** Answers that it cannot be done just now, and when to come again. */
  void refuse(HttpServerRequest request, String detail) {
    refuse(request, new Problem(ProblemKind.OVERLOADED, detail));
  }

  /** Answers with a problem; what is still to come of the request is not read. */
  void refuse(HttpServerRequest request, Problem problem) {
    request.resume();
    Sending.send(request, answer(request, problem), false);
  }

  Answer answer(HttpServerRequest request, Problem problem) {
    String path = request.path();
    String accept = request.getHeader("Accept");
    return problems.answer(problem, path == null ? "/" : path, accept == null ? "*/*" : accept);
  }

  /** Opening a stream changes nothing, so one that fails can be asked for again. */
  private void socket(HttpServerRequest request, URI to, Hop hop) {
    request.pause();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    headers.remove("Host");
    said(headers, request, hop);
    request(sockets, to)
        .compose(open -> HandedOnSocket.join(request, open, headers))
        .onFailure(e -> refuse(request, hop.node + " does not answer"));
  }

  private HttpProxy proxy(Way way) {
    return HttpProxy.reverseProxy(client)
        .origin(
            context ->
                request(context.client(), way.to).onSuccess(begun -> context.set(SENT, true)))
        .addInterceptor(new Forwarding(way.hop), true);
  }

  private static Future<HttpClientRequest> request(HttpClient by, URI to) {
    boolean tls = to.getScheme().equals("https");
    int standard = tls ? 443 : 80;
    return by.request(
        new RequestOptions()
            .setSsl(tls)
            .setHost(to.getHost())
            .setPort(to.getPort() < 0 ? standard : to.getPort()));
  }

  /** Who asks whom for whom. */
  private void said(MultiMap headers, HttpServerRequest from, Hop hop) {
    headers.add("Via", "1.1 " + hop.pseudonym);
    String address = from.remoteAddress().hostAddress();
    headers.add("X-Forwarded-For", address);
    String country = scans.countryHeader();
    if (country != null && !scans.trusts(InetAddress.ofLiteral(address))) {
      headers.remove(country); // the writer believes us, and would this
    }
  }

  /** Says on whose behalf, and makes one kind of answer of whatever fails. */
  private final class Forwarding implements ProxyInterceptor {

    private final Hop hop;

    Forwarding(Hop hop) {
      this.hop = hop;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      said(context.request().headers(), context.request().proxiedRequest(), hop);
      return context.sendRequest().recover(failure -> Future.succeededFuture(broken(context)));
    }

    private ProxyResponse broken(ProxyContext context) {
      Problem problem =
          context.get(SENT, Boolean.class) == null
              ? new Problem(ProblemKind.OVERLOADED, hop.node + " does not answer")
              : new Problem(
                  ProblemKind.LOST_ANSWER,
                  hop.node + " broke off: what was asked may have been done or not");
      Answer answer = answer(context.request().proxiedRequest(), problem);
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
