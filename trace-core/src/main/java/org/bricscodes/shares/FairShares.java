package org.bricscodes.shares;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * So much of something and no more, among parties: places, bytes, events. What one takes it keeps
 * until it gives it back, so nothing here waits and nothing is taken away from anybody.
 *
 * <p><b>Promise.</b>
 *
 * <ul>
 *   <li>Never more than the capacity is taken, but for one thing that is larger than all of it,
 *       which may be taken while nothing else is.
 *   <li>Who is alone may have all but a {@linkplain #RESERVE reserve}, an eighth, which stands open
 *       for who comes next: what cannot be taken back cannot be lent whole.
 *   <li>While somebody <em>wants</em>, which is to have been refused within {@link #WANTING} though
 *       below an equal share, nobody else takes more than an equal share. So a greedy party shrinks
 *       to its share as fast as it gives back, and who was refused finds room when he comes again.
 *   <li>Who holds nothing is never refused for his share: one thing he may always have, if there is
 *       room for it.
 * </ul>
 *
 * <p>An equal share is the capacity divided by those who hold or want something. Memory is bounded
 * by what is taken and by {@value #MAX_WANTING} who want.
 *
 * <p>Safe for use from any thread; never blocks for long.
 */
public final class FairShares {

  /** The part of the capacity that stands open for who comes next. */
  static final int RESERVE = 8;

  /** Fewer places than that are not worth a reserve. */
  private static final int SMALL = 4;

  /** How long who was refused is remembered: longer than {@code Retry-After} asks him to wait. */
  static final long WANTING = TimeUnit.SECONDS.toNanos(3);

  static final int MAX_WANTING = 1_024;

  private final long capacity;
  private final LongSupplier nanoTime;
  private final Map<String, Long> held = new HashMap<>();

  /** Who was refused though below his share, and when, the longest ago first. */
  private final LinkedHashMap<String, Long> wanting = new LinkedHashMap<>();

  private long taken;

  /** What became of a wish. */
  public sealed interface Taking {

    /** It is yours. */
    record Taken(Share share) implements Taking {}

    /** Others have it all: not your doing, come again. */
    record AllTaken() implements Taking {}

    /** You have your share, and others want theirs or must find theirs. */
    record OwnShare() implements Taking {}
  }

  /** Something taken. */
  public final class Share implements AutoCloseable {

    private final String party;
    private final long amount;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Share(String party, long amount) {
      this.party = party;
      this.amount = amount;
    }

    /** Gives it back. Idempotent. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        give(party, amount);
      }
    }
  }

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public FairShares(long capacity, LongSupplier nanoTime) {
    if (capacity < 1) {
      throw new IllegalArgumentException("there must be something to share");
    }
    this.capacity = capacity;
    this.nanoTime = nanoTime;
  }

  /**
   * Whether who takes so much more leaves the reserve to others, or has less than an equal share if
   * one more came: the part of this that holds for what is kept for good, too.
   *
   * @param taken by everybody
   * @param mine of it
   * @param parties that have any, this one included
   */
  public static boolean leavesRoom(long capacity, long taken, long mine, long amount, int parties) {
    long reserve = capacity < SMALL ? 0 : Math.max(1, capacity / RESERVE);
    return mine == 0
        || mine + amount <= capacity / (parties + 1)
        || capacity - taken - amount >= reserve;
  }

  /**
   * Takes so much, or nothing.
   *
   * @param party whose share it counts to; all keys of a party are one
   * @param amount 0 or more
   */
  public synchronized Taking take(String party, long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("nobody can take less than nothing");
    }
    forget();
    long mine = held.getOrDefault(party, 0L);
    int parties = parties(party);
    long equal = Math.max(1, capacity / parties);
    if (mine > 0 && mine + amount > equal && anotherWants(party, equal)) {
      return new Taking.OwnShare();
    }
    if (!leavesRoom(capacity, taken, mine, amount, parties)) {
      return new Taking.OwnShare();
    }
    if (taken + amount > capacity && taken > 0) {
      if (mine > 0 && mine + amount > equal) {
        return new Taking.OwnShare();
      }
      want(party);
      return new Taking.AllTaken();
    }
    held.put(party, mine + amount);
    taken += amount;
    return new Taking.Taken(new Share(party, amount));
  }

  /** Takes it whatever is left, for what was promised before; whoever comes next waits for it. */
  public synchronized Share claim(String party, long amount) {
    held.merge(party, amount, Long::sum);
    taken += amount;
    return new Share(party, amount);
  }

  /** How much is taken. */
  public synchronized long taken() {
    return taken;
  }

  /** How much a party has taken. */
  public synchronized long taken(String party) {
    return held.getOrDefault(party, 0L);
  }

  private synchronized void give(String party, long amount) {
    taken -= amount;
    held.computeIfPresent(party, (_, has) -> has == amount ? null : has - amount);
  }

  private void want(String party) {
    wanting.remove(party);
    if (wanting.size() < MAX_WANTING) {
      wanting.put(party, nanoTime.getAsLong());
    }
  }

  private void forget() {
    if (wanting.isEmpty()) {
      return;
    }
    long now = nanoTime.getAsLong();
    Iterator<Long> oldest = wanting.values().iterator();
    while (oldest.hasNext() && now - oldest.next() > WANTING) {
      oldest.remove();
    }
  }

  /** How many hold or want something, this one included. */
  private int parties(String party) {
    int count = held.size();
    for (String other : wanting.keySet()) {
      count += held.containsKey(other) ? 0 : 1;
    }
    return held.containsKey(party) || wanting.containsKey(party) ? count : count + 1;
  }

  private boolean anotherWants(String party, long equal) {
    for (String other : wanting.keySet()) {
      if (!other.equals(party) && held.getOrDefault(other, 0L) < equal) {
        return true;
      }
    }
    return false;
  }
}
