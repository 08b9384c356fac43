package org.bricscodes.capture;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When things were last named by an event, for whoever keeps an answer that was made of events: as
 * long as nothing it speaks of was named since, it is as good as a new one.
 *
 * <p>Take {@link #now} first, then read the events, then ask {@link #anySince} as often as wanted:
 * an event that was not visible to that reading is always told of. An event is told of before
 * whoever captured it is answered.
 *
 * <p>Things share a fixed number of slots by a hash of their identifiers, so that memory is bounded
 * (16 MiB) and a mention costs one compare-and-set. What shares a slot with something busy is told
 * of too often, never too seldom. Empty after a start, when nothing made before can be asked about.
 *
 * <p>Never blocks; any thread.
 */
public final class Mentions {

  private static final int SLOTS = 1 << 21;

  private final AtomicLongArray last = new AtomicLongArray(SLOTS);
  private final AtomicLong moment = new AtomicLong();

  /** Of nothing yet. */
  public Mentions() {}

  /**
   * A moment to compare with, before reading; it grows when events become visible, and only then.
   */
  public long now() {
    return moment.get();
  }

  /** The places of these things, to keep beside an answer. */
  public int[] slots(Collection<String> things) {
    return things.stream().mapToInt(Mentions::slot).sorted().distinct().toArray();
  }

  /** Whether any of them was named since, or something that shares a slot with one. */
  public boolean anySince(int[] slots, long moment) {
    for (int slot : slots) {
      if (last.get(slot) > moment) {
        return true;
      }
    }
    return false;
  }

  /** The events that name these are visible now. The moment comes first: see {@link #now}. */
  void add(List<int[]> slotsOfEvents) {
    if (slotsOfEvents.isEmpty()) {
      return;
    }
    long at = moment.incrementAndGet();
    for (int[] slots : slotsOfEvents) {
      for (int slot : slots) {
        last.accumulateAndGet(slot, at, Math::max);
      }
    }
  }

  /** Every bit of the slot depends on every character. */
  static int slot(String thing) {
    int hash = thing.hashCode() * 0x9E3779B9;
    return ((hash ^ (hash >>> 15)) * 0x85EBCA6B) >>> 11;
  }
}
