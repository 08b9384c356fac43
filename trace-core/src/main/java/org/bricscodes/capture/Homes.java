package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Which writer records a party's events. An eventID is taken by its party (EPCIS 2.0 §7.4.1: it is
 * globally unique, and who captures answers for that), so whoever records a party's events must
 * know all that are recorded of it: each party has one writer, its home, for good. It is settled by
 * one compare-and-set when the party first captures something, wherever that came in; from then on
 * no writer has to ask or wait for another.
 *
 * <p>What was recorded before a party had a home is no harm: claims are found whoever wrote them.
 * What must not be is two writers deciding on one party's eventIDs at once.
 *
 * <p>Safe for use from any thread; methods may read and write the store and block.
 */
public final class Homes {

  private static final int REMEMBERED = 1 << 16;

  private final Store store;
  private final RandomGenerator random;
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  /**
   * @param store opened with {@link CaptureTables#all()}
   * @param random safe for use from any thread
   */
  public Homes(Store store, RandomGenerator random) {
    this.store = store;
    this.random = random;
  }

  /** The number of the writer that is the party's home; empty if it has none yet. */
  public OptionalInt known(String party) {
    Integer remembered = known.get(party);
    if (remembered != null) {
      return OptionalInt.of(remembered);
    }
    byte[] row = store.get(key(party));
    return row == null ? OptionalInt.empty() : OptionalInt.of(remember(party, decode(row)));
  }

  /**
   * The number of the writer that is the party's home, durably: {@code mine}, if it had none.
   *
   * @param mine 0 for the service's own, or the number of a {@link NodeLogs node's log}
   */
  public int of(String party, int mine) {
    OptionalInt home = known(party);
    if (home.isPresent()) {
      return home.getAsInt();
    }
    if (mine < 0 || mine > Sequences.MAX_WRITER) {
      throw new IllegalArgumentException("no writer has the number " + mine);
    }
    byte[] row = ByteBuffer.allocate(Integer.BYTES).putInt(mine).array();
    CasResult result =
        StoreAnswer.await(
            store.compareAndSet(
                key(party),
                null,
                List.of(new Write.Put(key(party), row)),
                OperationId.random(random)));
    return remember(
        party,
        switch (result) {
          case CasResult.Applied _ -> mine;
          case CasResult.Conflict(byte[] current) -> decode(current);
        });
  }

  private int remember(String party, int home) {
    if (known.size() >= REMEMBERED) {
      known.clear(); // forgetting costs a read for each party that captures again
    }
    known.put(party, home);
    return home;
  }

  private static int decode(byte @Nullable [] row) {
    if (row == null || row.length != Integer.BYTES) {
      throw new StoreException.Corrupt("the home of a party does not read");
    }
    return ByteBuffer.wrap(row).getInt();
  }

  private static Key key(String party) {
    Ids.requireParty(party);
    return Key.of(CaptureTables.HOME, Ids.party(party));
  }
}
