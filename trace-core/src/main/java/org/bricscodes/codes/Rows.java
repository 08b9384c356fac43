package org.bricscodes.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The tables of this package, with calls that wait for their answer.
 *
 * <pre>
 *   code_keys    see {@link EpochKeys} and {@link KeyEpochs}
 *   code_ranges  GTIN ‖ epoch · 00    → next free counter
 *                GTIN ‖ epoch · 01 ‖ first counter → batch
 *                GTIN ‖ epoch · 02 ‖ generation    → its first counter; none: generation 0
 *   code_gtins   epoch · GTIN                      → (empty): it has, or may soon have, codes
 *   code_orders  owner · idempotency key           → batch id
 *   code_owners  owner · created ‖ batch id        → (empty)
 *   code_inner   GTIN ‖ serial        → {@link InnerRow}
 *   code_states  see {@link StateKeys}
 *   code_slices  GTIN ‖ epoch · slice → (empty): {@link Slices}
 *   code_aliases, code_alias_owners  see {@link Aliases}
 *   code_parties see {@link Parties}
 *   code_lists   'l' · operation                   → list that is being applied
 *   code_notices 'n' · batch id ‖ report, 0: issue ‖ when it was written → the same time
 *                'p' · the same                    → when it was put aside
 * </pre>
 */
final class Rows {

  static final Table KEYS = new Table("code_keys", Table.Shape.STATES);
  static final Table RANGES = new Table("code_ranges", Table.Shape.STATES);
  static final Table GTINS = new Table("code_gtins", Table.Shape.POSTINGS);
  static final Table ORDERS = new Table("code_orders", Table.Shape.STATES);
  static final Table OWNERS = new Table("code_owners", Table.Shape.POSTINGS);
  static final Table INNER = new Table("code_inner", Table.Shape.STATES);
  static final Table STATES = new Table("code_states", Table.Shape.STATES);
  static final Table SLICES = new Table("code_slices", Table.Shape.POSTINGS);
  static final Table LISTS = new Table("code_lists", Table.Shape.BODIES);
  static final Table ALIASES = new Table("code_aliases", Table.Shape.STATES);
  static final Table ALIAS_OWNERS = new Table("code_alias_owners", Table.Shape.POSTINGS);
  static final Table PARTIES = new Table("code_parties", Table.Shape.ROWS);
  static final Table NOTICES = new Table("code_notices", Table.Shape.ROWS);

  /** Well below what the store's queue takes. */
  static final int SWAPS_AT_ONCE = 128;

  private final Store store;
  private final RandomGenerator random;

  Rows(Store store, RandomGenerator random) {
    this.store = store;
    this.random = random;
  }

  /** For who compares and sets nothing. */
  Rows(Store store) {
    this(
        store,
        () -> {
          throw new IllegalStateException("nothing is compared and set here");
        });
  }

  byte @Nullable [] get(Key key) {
    return store.get(key);
  }

  List<byte @Nullable []> getAll(List<Key> keys) {
    return store.getAll(keys);
  }

  Page scan(Scan scan) {
    return store.scan(scan);
  }

  void write(Write write) {
    await(store.write(List.of(write)));
  }

  /** Writes several rows, in the order and with the promises of {@link Store#write}. */
  void writeAll(List<Write> writes) {
    await(store.write(writes));
  }

  CasResult compareAndSet(Key key, byte @Nullable [] expected, List<Write> writes) {
    return await(store.compareAndSet(key, expected, writes, operation()));
  }

  /** Writes for the partition of a row, if that stands as expected; null: if there is none. */
  @SuppressWarnings("ArrayRecordComponent") // a parameter object, never compared
  record Swap(Key key, byte @Nullable [] expected, List<Write> writes) {}

  /** Compares and sets each by itself, many at once and in any order; what became of each. */
  List<CasResult> swapEach(List<Swap> swaps) {
    List<CasResult> results = new ArrayList<>(swaps.size());
    for (int from = 0; from < swaps.size(); from += SWAPS_AT_ONCE) {
      List<CompletionStage<CasResult>> underWay = new ArrayList<>(SWAPS_AT_ONCE);
      for (Swap swap : swaps.subList(from, Math.min(from + SWAPS_AT_ONCE, swaps.size()))) {
        underWay.add(store.compareAndSet(swap.key, swap.expected, swap.writes, operation()));
      }
      underWay.forEach(stage -> results.add(await(stage)));
    }
    return results;
  }

  private OperationId operation() {
    synchronized (random) {
      return OperationId.random(random);
    }
  }

  private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    try {
      return StoreAnswer.await(stage);
    } catch (StoreException.Interrupted e) {
      throw new CodesException.Interrupted(e);
    }
  }
}
