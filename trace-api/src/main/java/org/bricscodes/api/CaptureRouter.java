package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bricscodes.capture.NodeLogs;

/**
 * Brings requests that belong to one writer to the process that has it: what a party captures to
 * its home, and what is asked of a node's log to whoever has that. Everything else, and what this
 * process has itself, it leaves to whoever asked.
 *
 * <p>A request is handed on with its body unread. One that another node handed here since it took
 * this one for the right one is never handed on again; a node that cannot know better hands what it
 * gets to the node that writes, and that one once more.
 *
 * <p>Who has no good key is answered where he came in. Which keys are good, and where the logs are,
 * is in memory; what is not yet is read on a pool, while the request waits unread. Event loops;
 * never blocks.
 */
final class CaptureRouter {

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String CAPTURE = "/epcis/capture";
  private static final String EVENTS = "/epcis/events";

  private final Holdings holdings;
  private final HandOn handOn;
  private final Work work;

  /** What a request asks for, as far as it matters here. */
  sealed interface Asked {

    /** That something is recorded. */
    record Recording() implements Asked {}

    /** What became of a document, or which there are. */
    record Jobs() implements Asked {}

    /** Something of a node's log. */
    record OfLog(String name) implements Asked {}

    /** Something else. */
    record Other() implements Asked {}

    static Asked of(HttpMethod method, String path) {
      boolean reads = READING.contains(method);
      if (method.equals(HttpMethod.POST) && (path.equals(CAPTURE) || path.equals(EVENTS))) {
        return new Recording();
      }
      if (reads && (path.equals(CAPTURE) || path.startsWith(CAPTURE + "/"))) {
        return new Jobs();
      }
      List<String> parts = path.startsWith("/log/") ? PathTemplate.split(path) : List.of();
      if (reads && parts.size() >= 3 && NodeLogs.isName(parts.get(1))) {
        boolean single = parts.get(2).equals("checkpoint") || parts.get(2).equals("key");
        boolean ours = parts.get(1).equals("tile"); // of the service's own log
        if (!ours && ((single && parts.size() == 3) || parts.get(2).equals("tile"))) {
          return new OfLog(parts.get(1));
        }
      }
      return new Other();
    }
  }

  /** What is done with a request that is not handed on. Both are called on its event loop. */
  interface Ending {

    /** This process answers it with what it has; its body is unread and it flows. */
    void here(HttpServerRequest request);

    /** It goes to the node that writes; it may be paused. */
    void toTheWriter(HttpServerRequest request);

    /** It is nothing that belongs to one of several writers; it flows. */
    default void other(HttpServerRequest request) {
      toTheWriter(request);
    }

    /** Of the process that writes. */
    static Ending atTheWriter(Runnable onwards) {
      return new Ending() {
        @Override
        public void here(HttpServerRequest request) {
          onwards.run();
        }

        @Override
        public void toTheWriter(HttpServerRequest request) {
          onwards.run();
          request.resume();
        }

        @Override
        public void other(HttpServerRequest request) {
          onwards.run();
        }
      };
    }
  }

  CaptureRouter(Holdings holdings, HandOn handOn, Work work) {
    this.holdings = holdings;
    this.handOn = handOn;
    this.work = work;
  }

  /** Takes a request; called on its event loop with nothing read of it. */
  void route(HttpServerRequest request, Ending ending) {
    String path = request.path() == null ? "/" : request.path();
    Optional<Desk> desk = holdings.desk();
    switch (Asked.of(request.method(), path)) {
      case Asked.Other _ -> ending.other(request);
      case Asked.OfLog(String name) -> ofLog(name, request, ending);
      case Asked.Jobs _ when desk.isPresent() -> known(request, desk.get(), ending, false);
      case Asked.Recording _ when desk.isPresent() -> known(request, desk.get(), ending, true);
      case Asked.Jobs _, Asked.Recording _ -> ending.toTheWriter(request);
    }
  }

  private void ofLog(String name, HttpServerRequest request, Ending ending) {
    if (holdings.log(name).isPresent()) {
      ending.here(request);
      return;
    }
    Optional<Seat> seat =
        holdings.seats().stream().filter(one -> one.name().equals(name)).findFirst();
    if (seat.isEmpty()) {
      ending.toTheWriter(request); // which knows all there are
    } else {
      follow(way(seat.get().number(), request), request, ending);
    }
  }

  /** Who it is, read anew if this is a copy of the keys that may be too old to know. */
  private void known(HttpServerRequest request, Desk desk, Ending ending, boolean recording) {
    Optional<Caller> caller = caller(request, desk);
    Optional<FollowedKeys> followed = desk.followed();
    boolean hasKey = request.getHeader("Authorization") != null;
    if (caller.isPresent() || followed.isEmpty() || !hasKey) {
      admitted(request, desk, caller, ending, recording);
      return;
    }
    request.pause();
    FollowedKeys copy = followed.get();
    pause(copy.untilNewer())
        .compose(
            waited ->
                work.run(
                    () -> {
                      copy.look();
                      return true;
                    }))
        .onSuccess(
            read -> admitted(request, desk, caller(request, desk), flowing(ending), recording))
        .onFailure(e -> handOn.refuse(request, Front.problem(e)));
  }

  private Future<?> pause(Duration time) {
    return time.isZero() ? Future.succeededFuture() : work.pause(time.plusMillis(1));
  }

  private void admitted(
      HttpServerRequest request,
      Desk desk,
      Optional<Caller> caller,
      Ending ending,
      boolean recording) {
    boolean may = caller.map(one -> CaptureDoors.SENDERS.contains(one.role())).orElse(false);
    if (!recording || !may) {
      ending.here(request); // which refuses those who may not
      return;
    }
    Caller sender = caller.get();
    OptionalInt home = desk.captures().known(sender.party());
    if (home.isPresent()) {
      follow(way(home.getAsInt(), request), request, ending);
      return;
    }
    request.pause();
    work.run(Lane.of(sender), () -> desk.captures().home(sender.party()))
        .onSuccess(settled -> follow(way(settled, request), request, flowing(ending)))
        .onFailure(e -> handOn.refuse(request, Front.problem(e)));
  }

  private static Optional<Caller> caller(HttpServerRequest request, Desk desk) {
    String authorization = request.getHeader("Authorization");
    if (authorization == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Bearer.caller(authorization, desk.keys()));
    } catch (Problem none) {
      return Optional.empty();
    }
  }

  private CaptureWay way(int writer, HttpServerRequest request) {
    return CaptureWay.of(
        writer, holdings::has, holdings.seats(), holdings.address(), HandOn.isForALog(request));
  }

  private void follow(CaptureWay way, HttpServerRequest request, Ending ending) {
    switch (way) {
      case CaptureWay.Here _ -> ending.here(request);
      case CaptureWay.ToTheWriter _ -> ending.toTheWriter(request);
      case CaptureWay.ToHolder holder ->
          handOn.request(request, holder.address(), HandOn.Hop.TO_A_LOG);
      case CaptureWay.Nowhere(String why) -> handOn.refuse(request, why);
    }
  }

  /** For a request that was paused: who answers it here has set what reads it when it flows. */
  private static Ending flowing(Ending ending) {
    return new Ending() {
      @Override
      public void here(HttpServerRequest request) {
        ending.here(request);
        request.resume();
      }

      @Override
      public void toTheWriter(HttpServerRequest request) {
        ending.toTheWriter(request);
      }
    };
  }
}
