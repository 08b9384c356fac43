package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bricscodes.anchoring.Turns;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Part;

/**
 * Whether the node that writes the service also anchors: as long as no node does that alone. To one
 * that comes it gives way, so that it can have every ledger it has the files for and can reach;
 * what nobody has taken by then, as the lease on each ledger's own row says, it goes on with. One
 * that was killed never says that it ended; when it has stood still for longer than another would
 * wait to succeed it, the service anchors again, behind whatever lease that one left. Safe for use
 * from any thread.
 */
final class KeeperTurns implements Turns {

  private static final Logger LOG = System.getLogger(KeeperTurns.class.getName());

  /** How long who holds anchoring is believed to live without counting up. */
  private static final Duration STILL = Duration.ofSeconds(20);

  /** How long who comes has to take the ledgers. */
  private static final Duration GIVES_WAY = Duration.ofSeconds(60);

  /** What was read is good for so long. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Supplier<List<Holder>> holders;
  private final LongSupplier nanos;
  private long readAt;
  private Turn turn = Turn.OTHERS;
  private boolean read;
  private long renewal = -1;
  private long countedAt;

  /** Whether another lives, and since when as seen here. */
  private boolean lives;

  private long livesSince;

  /**
   * @param holders who holds which part; blocks
   * @param nanos as {@link System#nanoTime}
   */
  KeeperTurns(Supplier<List<Holder>> holders, LongSupplier nanos) {
    this.holders = holders;
    this.nanos = nanos;
  }

  @Override
  public synchronized Turn now() {
    if (read && nanos.getAsLong() - readAt < FRESH.toNanos()) {
      return turn;
    }
    try {
      long asked = nanos.getAsLong();
      Optional<Holder> holder =
          holders.get().stream().filter(h -> h.part().equals(Part.ANCHORING)).findFirst();
      Turn now = of(holder, asked);
      if (now != turn || !read) {
        tell(now);
      }
      turn = now;
      readAt = asked;
      read = true;
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "who anchors is not known just now", e);
      return Turn.OTHERS;
    }
    return turn;
  }

  private Turn of(Optional<Holder> holder, long asked) {
    if (holder.isEmpty() || !holder.get().held()) {
      renewal = -1;
      lives = false;
      return Turn.ALONE;
    }
    if (holder.get().renewal() != renewal) {
      renewal = holder.get().renewal();
      countedAt = nanos.getAsLong();
    }
    if (asked - countedAt > STILL.toNanos()) {
      lives = false;
      return Turn.SHARED;
    }
    if (!lives) {
      lives = true;
      livesSince = asked;
    }
    return asked - livesSince > GIVES_WAY.toNanos() ? Turn.SHARED : Turn.OTHERS;
  }

  private static void tell(Turn now) {
    switch (now) {
      case ALONE -> LOG.log(Level.DEBUG, "no node is there for anchoring alone: this one anchors");
      case SHARED ->
          LOG.log(Level.INFO, "this node anchors on ledgers that no other has taken, or has left");
      case OTHERS -> LOG.log(Level.INFO, "another node anchors: this one gives way to it");
    }
  }
}
