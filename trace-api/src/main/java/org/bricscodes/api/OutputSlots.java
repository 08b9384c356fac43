package org.bricscodes.api;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many files may be under way: each holds some blocks of memory and keeps processors busy. No
 * party takes them all, so that one printing house does not stop the others.
 */
final class OutputSlots {

  static final int MAX = 16;
  static final int MAX_OF_ONE_PARTY = 8;

  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /**
   * Takes a slot, to be closed once.
   *
   * @throws Problem {@link ProblemKind#OVERLOADED} when there is none for the party
   */
  synchronized Slot take(String party) {
    int own = taken.getOrDefault(party, 0);
    if (own == MAX_OF_ONE_PARTY || all == MAX) {
      throw new Problem(
          ProblemKind.OVERLOADED,
          (own == MAX_OF_ONE_PARTY ? own + " files of yours" : all + " files")
              + " are under way; try again when one has ended");
    }
    taken.put(party, own + 1);
    all++;
    return new Slot(party);
  }

  private synchronized void release(String party) {
    all--;
    taken.computeIfPresent(party, (name, count) -> count == 1 ? null : count - 1);
  }

  /** A place among those under way; closing it twice is harmless. */
  final class Slot implements AutoCloseable {

    private final String party;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Slot(String party) {
      this.party = party;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        release(party);
      }
    }
  }
}
