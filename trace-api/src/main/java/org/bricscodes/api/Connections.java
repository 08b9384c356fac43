package org.bricscodes.api;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bricscodes.shares.FairShares;
import org.bricscodes.shares.FairShares.Taking;

/**
 * How many connections there may be, which networks share fairly. Whoever connects beyond that is
 * told so at his first request, and the connection is closed; a few wait for that, and beyond them
 * they are closed at once. Event loops; never blocks.
 */
final class Connections {

  static final int MAX = 10_000;

  private static final int MAX_TOLD = 256;

  private final FairShares shares;
  private final Set<HttpConnection> beyond = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();

  Connections(int max) {
    this.shares = new FairShares(max, System::nanoTime);
  }

  /** To be called of each connection that is opened. */
  void opened(HttpConnection connection) {
    InetAddress peer = InetAddress.ofLiteral(connection.remoteAddress().hostAddress());
    switch (shares.take(NetworkBuckets.network(peer), 1)) {
      case Taking.Taken(FairShares.Share share) -> {
        open.incrementAndGet();
        whenGone(
            connection,
            () -> {
              share.close();
              open.decrementAndGet();
            });
      }
      case Taking.AllTaken _, Taking.OwnShare _ -> {
        if (beyond.size() >= MAX_TOLD) {
          var _ = connection.close();
        } else {
          beyond.add(connection);
          whenGone(connection, () -> beyond.remove(connection));
        }
      }
    }
  }

  /**
   * A connection that becomes a WebSocket's tells its close handler nothing more; its channel does.
   */
  private static void whenGone(HttpConnection connection, Runnable then) {
    if (connection instanceof HttpServerConnection server) {
      server.channelHandlerContext().channel().closeFuture().addListener(gone -> then.run());
    } else {
      connection.closeHandler(gone -> then.run());
    }
  }

  /** Whether its requests are refused. */
  boolean isBeyond(HttpConnection connection) {
    return !beyond.isEmpty() && beyond.contains(connection);
  }

  int open() {
    return open.get();
  }
}
