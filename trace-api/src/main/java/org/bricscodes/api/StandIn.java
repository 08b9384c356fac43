package org.bricscodes.api;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bricscodes.gs1.CompanyPrefixes;
import org.bricscodes.scans.PlaceTable;
import org.jspecify.annotations.Nullable;

/**
 * Answers on a node's port while another node writes: {@linkplain HandOn hands} every request to
 * that one, but for those that this process {@linkplain Local takes} itself. While nobody writes it
 * answers 503 and when to come again. {@code /health} it answers itself.
 *
 * <p>What belongs to a log of this process it answers with that, and what belongs to another's goes
 * there ({@link CaptureRouter}), whether anybody writes the service or not.
 *
 * <p>A request is handed to the writer once: one that comes from another stand-in is answered 503,
 * so that two nodes that take each other for the writer do not send it to and fro.
 *
 * <p>Safe for use from any thread.
 */
final class StandIn implements AutoCloseable {

  private static final int POOL_THREADS = 16;
  private static final int POOL_QUEUE = 4096;

  /** How long this node answers nothing when it begins to write, at most. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Work work;
  private final Front front;
  private final HandOn handOn;
  private final CaptureRouter router;
  private final Holdings holdings;
  private final NodeSettings.Tasks tasks;
  private final Connections connections = new Connections(Connections.MAX);
  private final Handler<HttpServerRequest> logs;
  private final CaptureRouter.Ending ending = new Ending();
  private volatile @Nullable URI writer;
  private volatile @Nullable Local local;
  private volatile Duration draining = DRAIN;
  private volatile Listener.@Nullable Listening listening;

  /** Guarded by this. */
  private boolean closed;

  /** What this process answers itself of what belongs to no log. Event loops; never blocks. */
  interface Local {

    boolean takes(HttpServerRequest request);

    /** One that it takes. */
    void answer(HttpServerRequest request);
  }

  private StandIn(
      Config config,
      Limits limits,
      Holdings holdings,
      NodeSettings.Tasks tasks,
      CompanyPrefixes prefixes,
      Clock clock) {
    this.vertx = Vertx.vertx(TraceServer.vertxOptions());
    this.work = new Work(vertx, "node-work", POOL_THREADS, POOL_QUEUE);
    this.holdings = holdings;
    this.tasks = tasks;
    BaseUrl baseUrl = new BaseUrl(config.baseUrl());
    ProblemDocument problems = new ProblemDocument(baseUrl, limits);
    this.handOn = new HandOn(vertx, problems, config.scans(), limits);
    this.router = new CaptureRouter(holdings, handOn, work);
    this.front =
        new Front(
            new Doors(doors(new EpcisForms(prefixes), baseUrl, limits, clock)),
            () -> desk().keys(),
            problems,
            new Metrics(),
            limits,
            config.timing(),
            new Onlookers(config.scans(), () -> PlaceTable.NONE)::address,
            () -> false,
            System::nanoTime);
    this.logs = front.router(vertx);
  }

  /**
   * Listens on the host and port of {@code config}, for a process that has no logs. Blocks until it
   * does.
   *
   * @throws RuntimeException if the port is taken; nothing is left open
   */
  static StandIn listen(Config config, Limits limits) {
    return listen(
        config,
        limits,
        Holdings.none(),
        NodeSettings.Tasks.ALL,
        CompanyPrefixes.shipped(),
        Clock.systemUTC());
  }

  /**
   * The same with the logs a node has.
   *
   * @param prefixes that events are translated with
   */
  @SuppressWarnings("IllegalCatch") // whatever went wrong, nothing is left open
  static StandIn listen(
      Config config,
      Limits limits,
      Holdings holdings,
      NodeSettings.Tasks tasks,
      CompanyPrefixes prefixes,
      Clock clock) {
    StandIn standIn = new StandIn(config, limits, holdings, tasks, prefixes, clock);
    try {
      standIn.listening = Listener.listen(standIn.vertx, config, limits, standIn.new Answering());
      return standIn;
    } catch (RuntimeException | Error e) {
      standIn.close();
      throw e;
    }
  }

  int port() {
    return Objects.requireNonNull(listening).port();
  }

  /** Hands requests to this node from now on; null: to none. */
  void handTo(@Nullable URI node) {
    writer = node;
  }

  /** Whose event loops requests come on. */
  Vertx vertx() {
    return vertx;
  }

  /** Has this answer what it takes from now on; null: everything is handed on. */
  void take(@Nullable Local some) {
    local = some;
  }

  /** Makes way for this node's own answers, soon. Idempotent. */
  @Override
  public void close() {
    close(DRAIN);
  }

  /**
   * Takes no more, lets what is under way finish, and gives the port back. Idempotent.
   *
   * @param drain how long that may take
   */
  synchronized void close(Duration drain) {
    if (closed) {
      return;
    }
    closed = true;
    draining = drain;
    Listener.Listening now = listening;
    if (now != null) {
      vertx.undeploy(now.deployment()).await(); // what is under way needs the rest of it
    }
    vertx.close().await();
    work.close();
  }

  private List<Door> doors(EpcisForms forms, BaseUrl baseUrl, Limits limits, Clock clock) {
    Supplier<Captures> captures = () -> desk().captures();
    List<Door> all = new ArrayList<>();
    all.addAll(new CaptureDoors(captures, this::any, forms, work, baseUrl, limits).doors());
    all.add(new NewEventDoor(captures, forms, work, baseUrl, limits, clock).door());
    NodeLogDoors doors = NodeLogDoors.of(holdings, work);
    all.addAll(doors.doors());
    all.add(doors.checkpointDoor());
    return all;
  }

  private Desk desk() {
    return holdings.desk().orElseThrow(StandIn::gone);
  }

  private Capturing any() {
    return holdings.anyLog().map(HeldLog::capturing).orElseThrow(StandIn::gone);
  }

  private static Problem gone() {
    return new Problem(
        ProblemKind.OVERLOADED, "this node has no log any more; another is taking over");
  }

  private void answer(HttpServerRequest request) {
    Local here = local;
    if (connections.isBeyond(request.connection())) {
      Problem full = new Problem(ProblemKind.OVERLOADED, "too many connections are open");
      Sending.sendAndClose(request, handOn.answer(request, full));
    } else if ("/health".equals(request.path())) {
      Sending.send(request, Answer.text(200, Answer.TEXT, "ok\n").noStore(), true);
    } else if (here != null && here.takes(request)) {
      here.answer(request);
    } else if ("/ready".equals(request.path()) && isOwnToSay()) {
      ready(request);
    } else {
      router.route(request, ending);
    }
  }

  /** Whether what it is ready for is not the service that another node writes. */
  private boolean isOwnToSay() {
    return tasks == NodeSettings.Tasks.CAPTURE || !holdings.trouble().isEmpty();
  }

  private void ready(HttpServerRequest request) {
    String trouble = holdings.trouble();
    Answer answer =
        trouble.isEmpty()
            ? Answer.text(200, Answer.TEXT, "ready\n").noStore()
            : handOn.answer(request, new Problem(ProblemKind.UNAVAILABLE, "not ready: " + trouble));
    Sending.send(request, answer, true);
  }

  /** Everything is looked at here before it goes anywhere. */
  private final class Answering implements Listener.Answering {

    @Override
    public void connected(HttpConnection connection) {
      connections.opened(connection);
    }

    @Override
    public Handler<HttpServerRequest> requests() {
      return StandIn.this::answer;
    }

    @Override
    public void invalid(HttpServerRequest request) {
      front.handleInvalid(request);
    }

    @Override
    public Duration drain() {
      return draining;
    }
  }

  private final class Ending implements CaptureRouter.Ending {

    @Override
    public void here(HttpServerRequest request) {
      logs.handle(request);
    }

    @Override
    public void toTheWriter(HttpServerRequest request) {
      URI to = writer;
      if (to == null) {
        handOn.refuse(request, "no node writes just now; one is taking over");
      } else if (HandOn.isHandedOn(request)) {
        handOn.refuse(request, "the nodes are changing places");
      } else {
        handOn.request(request, to, HandOn.Hop.TO_THE_WRITER);
      }
    }
  }
}
