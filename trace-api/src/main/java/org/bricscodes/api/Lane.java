package org.bricscodes.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * In whose name something is done, for what is shared out: a party, all of whose keys are one; a
 * network, where nobody said who he is; or the service itself. A request is given its lane when it
 * is admitted and keeps it until it is answered, through every step on any thread.
 */
record Lane(Kind kind, String name) {

  /** Both have their own queues, so that a crowd of either leaves the other its turn. */
  enum Kind {
    PARTY,
    NETWORK
  }

  /** What nobody asked for. */
  static final Lane HOUSE = new Lane(Kind.PARTY, "");

  private static final ContextLocal<Lane> CURRENT = ContextLocal.registerLocal(Lane.class);

  static Lane of(Caller caller) {
    return new Lane(Kind.PARTY, caller.party());
  }

  /** The lane of what runs now. */
  static Lane current() {
    return of(Vertx.currentContext());
  }

  static Lane of(@Nullable Context context) {
    Lane lane = context == null ? null : context.getLocal(CURRENT);
    return lane == null ? HOUSE : lane;
  }

  /** Gives what runs on {@code context} this lane. */
  void enter(@Nullable Context context) {
    if (context != null) {
      context.putLocal(CURRENT, this);
    }
  }

  /** As one text, by which shares are told apart. */
  String key() {
    return kind + " " + name;
  }

  /** Has the local of contexts registered. */
  static void prepare() {
    Objects.requireNonNull(CURRENT, "registered as soon as this class is there");
  }
}
