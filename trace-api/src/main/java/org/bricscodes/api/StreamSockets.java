package org.bricscodes.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.bricscodes.query.DeliveryForm;
import org.bricscodes.query.DeliveryOutcome;
import org.bricscodes.query.EventStream;
import org.bricscodes.query.Parcel;
import org.bricscodes.query.StreamOutcome;
import org.bricscodes.query.Subscriptions;
import org.bricscodes.query.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Streams over WebSockets (EPCIS 2.0 §12.10): each message is a document. At most one message of
 * each socket is in memory; one that is not taken in time ends the socket with 1013, and nothing is
 * lost by it: the client comes back with the record time it has reached.
 */
final class StreamSockets implements AutoCloseable {

  /**
   * How long is waited for clients.
   *
   * @param taking a message must be taken within this
   * @param pinging every so often a client is asked whether it is there
   * @param silence one that has not answered for so long is not there
   */
  record Patience(Duration taking, Duration pinging, Duration silence) {
    static Patience of(Timing timing) {
      return new Patience(timing.reading(), Duration.ofSeconds(20), Duration.ofSeconds(60));
    }
  }

  private static final short NORMAL = 1000;
  private static final short GOING_AWAY = 1001;
  private static final short NOT_ACCEPTED = 1003;
  private static final short POLICY = 1008;
  private static final short OUR_FAULT = 1011;
  private static final short TRY_AGAIN_LATER = 1013;

  private final Vertx vertx;
  private final Subscriptions subscriptions;
  private final DeliveryDocuments documents;
  private final Work work;
  private final Predicate<Caller> entitled;
  private final Patience patience;
  private final Map<String, Socket> open = new ConcurrentHashMap<>();

  /**
   * @param entitled whether the key of a caller still stands; must not block
   */
  StreamSockets(
      Vertx vertx,
      Subscriptions subscriptions,
      DeliveryDocuments documents,
      Work work,
      Predicate<Caller> entitled,
      Patience patience) {
    this.vertx = vertx;
    this.subscriptions = subscriptions;
    this.documents = documents;
    this.work = work;
    this.entitled = entitled;
    this.patience = patience;
  }

  /**
   * The answer that turns a request into a stream. Blocks.
   *
   * @param from events recorded from then on; null: from now on
   * @throws Problem when there are as many streams as may be, or the query has just gone
   */
  Answer answer(
      String queryName, Caller caller, DeliveryForm form, Trigger trigger, @Nullable Instant from) {
    Socket socket = new Socket(caller, form);
    EventStream stream =
        switch (subscriptions.stream(
            queryName,
            caller.party(),
            caller.visibility(),
            trigger,
            from,
            socket::deliver,
            socket::queryDeleted)) {
          case StreamOutcome.Streaming(EventStream opened) -> opened;
          case StreamOutcome.NoSuchQuery _ -> throw QueryDoors.noSuchQuery();
          case StreamOutcome.Busy _ ->
              throw new Problem(
                  ProblemKind.OVERLOADED, "as many streams as may be are open; try again");
          case StreamOutcome.OverShare _ ->
              throw new Problem(
                  ProblemKind.OVER_SHARE,
                  "your share of streams is open, the rest is for others; close one");
        };
    socket.stream = stream;
    return EpcisDoors.versioned(Answer.socket(socket::opened, socket::close))
        .with("GS1-Query-Min-Record-Time", stream.minRecordTime().toString());
  }

  /** Says to every client that the service stops. */
  @Override
  public void close() {
    open.values().forEach(socket -> socket.end(GOING_AWAY, "the service stops"));
  }

  /** One connection. */
  private final class Socket {

    private final Caller caller;
    private final DeliveryForm form;
    private volatile @Nullable EventStream stream;
    private volatile @Nullable ServerWebSocket socket;
    private volatile @Nullable Context context;
    private long timer;
    private int unanswered;

    Socket(Caller caller, DeliveryForm form) {
      this.caller = caller;
      this.form = form;
    }

    /** The client and we have shaken hands; on the event loop of its connection. */
    void opened(ServerWebSocket accepted) {
      EventStream mine = stream;
      if (mine == null) {
        throw new IllegalStateException("a socket is opened after its stream");
      }
      socket = accepted;
      context = vertx.getOrCreateContext();
      open.put(mine.id(), this);
      accepted.closeHandler(nothing -> close());
      accepted.exceptionHandler(e -> close());
      accepted.pongHandler(pong -> unanswered = 0);
      accepted.frameHandler(
          frame -> {
            if (frame.isText() || frame.isBinary()) {
              end(NOT_ACCEPTED, "this stream takes nothing");
            }
          });
      timer = vertx.setPeriodic(patience.pinging().toMillis(), id -> ping(accepted));
      mine.begin();
    }

    private void ping(ServerWebSocket accepted) {
      if (unanswered * patience.pinging().toMillis() >= patience.silence().toMillis()) {
        end(POLICY, "no pong in " + patience.silence().toSeconds() + " seconds");
      } else if (!entitled.test(caller)) {
        end(POLICY, "the key is no longer good");
      } else {
        unanswered++;
        accepted.writePing(Buffer.buffer("?")).onFailure(e -> close());
      }
    }

    CompletionStage<DeliveryOutcome> deliver(Parcel parcel) {
      Context mine = context;
      if (mine == null || !entitled.test(caller)) {
        end(POLICY, "the key is no longer good");
        return CompletableFuture.completedStage(
            new DeliveryOutcome.Refused(0, "the key has ended"));
      }
      CompletableFuture<DeliveryOutcome> outcome = new CompletableFuture<>();
      mine.runOnContext(
          nothing ->
              work.run(() -> text(parcel))
                  .onSuccess(text -> send(parcel, text, outcome))
                  .onFailure(e -> outcome.complete(new DeliveryOutcome.Failed(0, "we are busy"))));
      return outcome;
    }

    private String text(Parcel parcel) {
      return new String(documents.write(parcel, form).bytes(), StandardCharsets.UTF_8);
    }

    private void send(Parcel parcel, String text, CompletableFuture<DeliveryOutcome> outcome) {
      ServerWebSocket accepted = socket;
      if (accepted == null || accepted.isClosed()) {
        outcome.complete(new DeliveryOutcome.Refused(0, "the client has gone"));
        return;
      }
      accepted
          .writeTextMessage(text)
          .timeout(patience.taking().toMillis(), TimeUnit.MILLISECONDS)
          .onSuccess(nothing -> outcome.complete(new DeliveryOutcome.Delivered()))
          .onFailure(
              e -> {
                outcome.complete(new DeliveryOutcome.Refused(0, "the client does not take it"));
                end(TRY_AGAIN_LATER, "slower than the stream; come back with initialRecordTime");
              });
      if (parcel instanceof Parcel.Failure) {
        end(OUR_FAULT, "the query cannot be run");
      }
    }

    void queryDeleted() {
      end(NORMAL, "the query was deleted");
    }

    private void end(short code, String reason) {
      close();
      ServerWebSocket accepted = socket;
      if (accepted != null && !accepted.isClosed()) {
        var _ = accepted.close(code, reason);
      }
    }

    /** Delivers no more. Idempotent. */
    void close() {
      EventStream mine = stream;
      if (mine != null) {
        open.remove(mine.id());
        mine.close();
      }
      vertx.cancelTimer(timer);
    }
  }
}
