package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bricscodes.capture.CaptureException;
import org.bricscodes.shares.FairShares;
import org.bricscodes.shares.FairShares.Taking;
import org.bricscodes.store.StoreException;
import org.bricscodes.tlog.LogException;
import org.jspecify.annotations.Nullable;

/**
 * Takes every request through its door: admits the caller, reads the body within its limit, has it
 * handled, and turns whatever happened into one answer. Runs on event loops and never blocks.
 */
final class Front {

  private static final System.Logger LOG = System.getLogger(Front.class.getName());
  private static final byte[] NO_BODY = {};

  /** Of bodies under way, of everybody together. */
  static final long MAX_BODIES = 128L << 20;

  /** Looks at a request before any door does, and takes it or lets it go on. */
  @FunctionalInterface
  interface Routing {
    void look(HttpServerRequest request, Runnable onwards);
  }

  private final Doors doors;
  private final Supplier<ApiKeys> keys;
  private final ProblemDocument problems;
  private final Metrics metrics;
  private final Limits limits;
  private final Timing timing;
  private final Function<Exchange, InetAddress> addresses;
  private final BooleanSupplier stopping;
  private final LongSupplier nanoTime;
  private final Connections connections = new Connections(Connections.MAX);

  /** Bytes of bodies that are received, or were and are not answered. */
  private final FairShares bodies;

  /**
   * @param keys looked up for every request
   * @param addresses where a request comes from
   * @param stopping whether the service is about to stop
   */
  Front(
      Doors doors,
      Supplier<ApiKeys> keys,
      ProblemDocument problems,
      Metrics metrics,
      Limits limits,
      Timing timing,
      Function<Exchange, InetAddress> addresses,
      BooleanSupplier stopping,
      LongSupplier nanoTime) {
    this.doors = doors;
    this.keys = keys;
    this.problems = problems;
    this.metrics = metrics;
    this.limits = limits;
    this.timing = timing;
    this.addresses = addresses;
    this.stopping = stopping;
    this.nanoTime = nanoTime;
    this.bodies = new FairShares(MAX_BODIES, nanoTime);
  }

  /** Has what it holds counted. */
  void measure() {
    metrics.gauge("connections", "Connections of clients that are open", connections::open);
    metrics.gauge("bodies_bytes", "Bytes of bodies under way", bodies::taken);
  }

  /** What a connection is told to, when it is opened. */
  void connected(HttpConnection connection) {
    connections.opened(connection);
  }

  /** A route for every door, and one behind them for what no door takes. */
  Router router(Vertx vertx) {
    return router(vertx, Listener.EVERYTHING_HERE);
  }

  /** The same, behind a routing that may take requests elsewhere. */
  Router router(Vertx vertx, Routing routing) {
    Router router = Router.router(vertx);
    router.route().handler(this::welcome);
    router.route().handler(context -> routing.look(context.request(), context::next));
    for (Door door : doors.all()) {
      Route route = router.routeWithRegex(door.method(), door.path().regex());
      if (door.method().equals(HttpMethod.GET)) {
        route.method(HttpMethod.HEAD);
      }
      route.handler(context -> enter(context, door));
    }
    router.route().handler(context -> turnAway(context.request()));
    router.errorHandler(
        400,
        context ->
            refuse(
                context.request(),
                new Problem(ProblemKind.MALFORMED_REQUEST, "the path is not percent-encoded")));
    router.errorHandler(404, context -> turnAway(context.request()));
    return router;
  }

  private void welcome(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (connections.isBeyond(request.connection())) {
      Problem full = new Problem(ProblemKind.OVERLOADED, "too many connections are open");
      Sending.sendAndClose(request, problems.answer(full, path(request), accept(request)));
    } else {
      context.next();
    }
  }

  /** Routes see the path normalised; a door takes it only as it was sent. */
  private void enter(RoutingContext context, Door door) {
    HttpServerRequest request = context.request();
    int maxUriBytes = limits.maxUriBytes();
    if (request.uri().length() > maxUriBytes) {
      refuse(
          request,
          new Problem(
              ProblemKind.URI_TOO_LONG, "an address has at most " + maxUriBytes + " bytes here"));
      return;
    }
    Optional<Map<String, String>> parameters = door.path().match(PathTemplate.split(path(request)));
    if (parameters.isPresent()) {
      admit(request, door, parameters.get(), nanoTime.getAsLong());
    } else {
      context.next();
    }
  }

  private void turnAway(HttpServerRequest request) {
    Doors.OtherMethods others = doors.others(path(request));
    if (others.sample() == null) {
      refuse(request, new Problem(ProblemKind.NOT_FOUND, "nothing at " + path(request)));
    } else {
      Door sample = others.sample();
      finish(request, sample, nanoTime.getAsLong(), otherMethod(request, others.allowed(), sample));
    }
  }

  private void refuse(HttpServerRequest request, Problem problem) {
    finish(request, null, nanoTime.getAsLong(), Future.failedFuture(problem));
  }

  /** What the decoder could not read: too long, or not HTTP. */
  void handleInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    String reason = cause == null ? "" : cause.getClass().getSimpleName();
    Problem problem =
        switch (reason) {
          case "TooLongHttpLineException" ->
              new Problem(ProblemKind.URI_TOO_LONG, "the request line exceeds its limit");
          case "TooLongHttpHeaderException" ->
              new Problem(ProblemKind.HEADERS_TOO_LARGE, "the headers exceed their limit");
          case String _ -> new Problem(ProblemKind.MALFORMED_REQUEST, "this is not HTTP/1.1");
        };
    Sending.sendAndClose(request, problems.answer(problem, "/", "*/*"));
  }

  private void admit(
      HttpServerRequest request, Door door, Map<String, String> parameters, long start) {
    Caller caller = null;
    if (!door.isPublic()) {
      try {
        caller = Bearer.admit(request.getHeader("Authorization"), door, keys.get());
      } catch (Problem refused) {
        finish(request, door, start, Future.failedFuture(refused));
        return;
      }
    }
    Lane lane = lane(request, parameters, caller);
    lane.enter(Vertx.currentContext());
    if (door.maxBodyBytes() == 0) {
      finish(request, door, start, call(door, new Exchange(request, parameters, caller, NO_BODY)));
      return;
    }
    Caller admitted = caller;
    switch (bodies.take(lane.key(), BodyReader.expected(request, door.maxBodyBytes()))) {
      case Taking.Taken(FairShares.Share room) ->
          finish(
              request,
              door,
              start,
              BodyReader.read(request, door.maxBodyBytes(), limits.receiving())
                  .compose(body -> call(door, new Exchange(request, parameters, admitted, body)))
                  .onComplete(ended -> room.close()));
      case Taking.AllTaken _ ->
          finish(
              request,
              door,
              start,
              Future.failedFuture(
                  new Problem(ProblemKind.OVERLOADED, "too much is being sent; try again")));
      case Taking.OwnShare _ ->
          finish(
              request,
              door,
              start,
              Future.failedFuture(
                  new Problem(
                      ProblemKind.OVER_SHARE,
                      "your share of what is being sent is under way, the rest is for others; try"
                          + " again")));
    }
  }

  /** In whose name the request is handled: a key's party also where none is asked for. */
  private Lane lane(
      HttpServerRequest request, Map<String, String> parameters, @Nullable Caller caller) {
    if (caller != null) {
      return Lane.of(caller);
    }
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      try {
        return Lane.of(Bearer.caller(authorization, keys.get()));
      } catch (Problem unknown) {
        LOG.log(System.Logger.Level.TRACE, "a key at an open door is none of ours");
      }
    }
    InetAddress address = addresses.apply(new Exchange(request, parameters, null, NO_BODY));
    return new Lane(Lane.Kind.NETWORK, NetworkBuckets.network(address));
  }

  @SuppressWarnings("IllegalCatch") // the edge: a bug in a handler is answered, not lost
  private static Future<Answer> call(Door door, Exchange exchange) {
    try {
      return door.handler().answer(exchange);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void finish(
      HttpServerRequest request, @Nullable Door door, long start, Future<Answer> outcome) {
    outcome
        .recover(failure -> Future.succeededFuture(failed(request, failure)))
        .onSuccess(
            answer -> {
              Sending.send(
                  request,
                  stopping.getAsBoolean() ? answer.with("Connection", "close") : answer,
                  door != null && door.isPublic(),
                  timing.reading());
              metrics.answered(
                  request.method().name(),
                  door == null ? "none" : door.path().documented(),
                  answer.status(),
                  nanoTime.getAsLong() - start);
            });
  }

  private Answer failed(HttpServerRequest request, Throwable failure) {
    Problem problem = problem(failure);
    Answer answer = problems.answer(problem, path(request), accept(request));
    return problem.kind() == ProblemKind.BODY_TOO_LARGE
            || problem.kind() == ProblemKind.REQUEST_TIMEOUT
        ? answer.with("Connection", "close")
        : answer;
  }

  /** What a failure is to whoever asked; one that is no fault of his and not passing is logged. */
  static Problem problem(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case Problem known -> known;
      case StoreException.Overloaded _ ->
          new Problem(ProblemKind.OVERLOADED, "storage is busy; nothing was written");
      case CaptureException.Overloaded _ ->
          new Problem(ProblemKind.OVERLOADED, "recording is busy; nothing was written");
      // Whoever failed has said so in the log, once; /ready says it until the restart.
      case StoreException.Unavailable _, CaptureException.Stopped _ -> unavailable();
      case LogException log when isClosed(log) -> unavailable();
      case Throwable bug -> {
        LOG.log(System.Logger.Level.ERROR, "request failed", bug);
        yield new Problem(
            ProblemKind.INTERNAL, "the fault is ours and has been logged; nothing to correct");
      }
    };
  }

  private static Problem unavailable() {
    return new Problem(
        ProblemKind.UNAVAILABLE,
        "storage takes no more writes until the service is restarted; this one may or may not have"
            + " been made: send it again then, with its eventID or Idempotency-Key if it had one");
  }

  /** After a failed write a log takes no more: the failure itself was logged by whoever met it. */
  private static boolean isClosed(LogException log) {
    return switch (log.reason()) {
      case IO, CLOSED -> true;
      case LOCKED, CONTRADICTION, DAMAGED, CLOCK_BEHIND -> false;
    };
  }

  private Future<Answer> otherMethod(
      HttpServerRequest request, Set<HttpMethod> allowed, Door sample) {
    String allow =
        allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    if (request.method().equals(HttpMethod.OPTIONS)) {
      Answer answer = Answer.empty(204).with("Allow", allow);
      return Future.succeededFuture(
          sample.isPublic()
              ? answer
                  .with("Access-Control-Allow-Methods", allow)
                  .with("Access-Control-Allow-Headers", "Accept, Accept-Language")
                  .with("Access-Control-Max-Age", "86400")
              : answer);
    }
    Problem problem = new Problem(ProblemKind.METHOD_NOT_ALLOWED, "allowed here: " + allow);
    return Future.succeededFuture(
        problems.answer(problem, path(request), accept(request)).with("Allow", allow));
  }

  private static String accept(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return accept == null ? "*/*" : accept;
  }

  private static String path(HttpServerRequest request) {
    String path = request.path();
    return path == null ? "/" : path;
  }
}
