package org.bricscodes.codes;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The keys each epoch's character was used with, as the store recorded them, held against the
 * master keys there are. A recorded id never changes and generations are only added, so what was
 * read once is kept; what another process adds is seen within {@link #REFRESH_MILLIS}. That there
 * is nothing yet is kept for as long, so that guesses under unused characters read nothing.
 *
 * <pre>
 *   code_keys  epoch · (empty)           → epoch key id (8), microseconds of first use (8; older: absent)
 *              epoch · 01 ‖ generation   → the same, of generation 1 and up
 *              epoch · 02 ‖ generation   → what {@link Compromise} holds
 * </pre>
 */
final class EpochKeys {

  static final long REFRESH_MILLIS = 1000;

  private static final byte[] FIRST = {};
  private static final byte LATER = 1;
  private static final byte COMPROMISED = 2;

  private final Rows rows;
  private final KeyRing ring;
  private final InstantSource clock;
  private final AtomicReferenceArray<@Nullable Kept> kept =
      new AtomicReferenceArray<>(KeyEpoch.COUNT);

  /** Generations as read at some time with a ring of so many keys; empty: nothing was there. */
  private record Kept(List<KeyGeneration> generations, int ringSize, long millis) {}

  EpochKeys(Rows rows, KeyRing ring, InstantSource clock) {
    this.rows = rows;
    this.ring = ring;
    this.clock = clock;
  }

  KeyRing ring() {
    return ring;
  }

  /** The generations of a character in order; empty: it was never used. */
  List<KeyGeneration> look(KeyEpoch epoch) {
    Kept known = kept.get(epoch.number());
    if (known == null || known.ringSize != ring.keys().size()) {
      return read(epoch);
    }
    return known.generations.isEmpty() ? lookAgain(epoch) : known.generations;
  }

  /** As {@link #look}, by another look at the store unless there was one a moment ago. */
  List<KeyGeneration> lookAgain(KeyEpoch epoch) {
    Kept known = kept.get(epoch.number());
    boolean fresh = known != null && Math.abs(clock.millis() - known.millis) < REFRESH_MILLIS;
    return fresh ? known.generations : read(epoch);
  }

  /** As {@link #look}, from the store. */
  synchronized List<KeyGeneration> read(KeyEpoch epoch) {
    int ringSize = ring.keys().size();
    Kept known = kept.get(epoch.number());
    Page page =
        rows.scan(
            Scan.of(Rows.KEYS, partition(epoch), KeyGeneration.MAX_NUMBER + 1)
                .between(null, new byte[] {COMPROMISED}));
    List<KeyGeneration> generations = new ArrayList<>(page.rows().size());
    for (Page.Row row : page.rows()) {
      int number = generations.size();
      KeyGeneration before =
          known == null || known.generations.size() <= number
              ? null
              : known.generations.get(number);
      // The same object as before, so that every cipher is cached under one key.
      generations.add(
          before != null && before.key() != null
              ? before
              : KeyGeneration.read(epoch, number, row.value(), ring));
    }
    kept.set(epoch.number(), new Kept(List.copyOf(generations), ringSize, clock.millis()));
    return generations;
  }

  /** The generation, whose key has to be here. */
  EpochKey key(KeyEpoch epoch, int number) {
    List<KeyGeneration> generations = look(epoch);
    if (generations.size() <= number) {
      generations = read(epoch);
    }
    EpochKey key = generations.size() <= number ? null : generations.get(number).key();
    if (key == null) {
      throw new CodesException.KeyMismatch(epoch);
    }
    return key;
  }

  /** Begins a generation with the newest master key, unless another process was first. */
  void claim(KeyEpoch epoch, int number, Instant now) {
    Key key = new Key(Rows.KEYS, partition(epoch), sort(number));
    byte[] row = KeyGeneration.row(EpochKey.of(ring.newest(), epoch).id(), now);
    var _ = rows.compareAndSet(key, null, List.of(new Write.Put(key, row)));
  }

  /** Where the compromise of a generation is recorded. */
  static Key compromiseKey(KeyEpoch epoch, int number) {
    return new Key(Rows.KEYS, partition(epoch), new byte[] {COMPROMISED, (byte) number});
  }

  List<KeyEpoch> foreign() {
    List<KeyEpoch> foreign = new ArrayList<>();
    for (int number = 0; number < KeyEpoch.COUNT; number++) {
      KeyEpoch epoch = new KeyEpoch(number);
      if (lookAgain(epoch).stream().anyMatch(generation -> generation.key() == null)) {
        foreign.add(epoch);
      }
    }
    return foreign;
  }

  /** Whether any epoch has a recorded key id. */
  static boolean anyRecorded(Store store) {
    for (int number = 0; number < KeyEpoch.COUNT; number++) {
      if (store.get(new Key(Rows.KEYS, partition(new KeyEpoch(number)), FIRST)) != null) {
        return true;
      }
    }
    return false;
  }

  private static byte[] partition(KeyEpoch epoch) {
    return new byte[] {(byte) epoch.symbol()};
  }

  /** Where the key id of a generation is recorded; the row begins with it. */
  static Key recordedKey(KeyEpoch epoch, int number) {
    return new Key(Rows.KEYS, partition(epoch), sort(number));
  }

  private static byte[] sort(int number) {
    return number == 0 ? FIRST : new byte[] {LATER, (byte) number};
  }
}
