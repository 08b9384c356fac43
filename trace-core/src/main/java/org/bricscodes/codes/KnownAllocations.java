package org.bricscodes.codes;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * Remembers batches that were read, so that the next counter of one costs no read. Not thread-safe.
 */
final class KnownAllocations implements Allocations {

  /** Batches remembered; beyond it each is read when it is wanted. */
  static final int MAX_BATCHES = 10_000;

  private record Line(Gtin gtin, KeyEpoch epoch) {}

  private final Allocations all;
  private final Map<Line, TreeMap<Long, Batch>> batches = new HashMap<>();
  private final Map<BatchId, Integer> generations = new HashMap<>();
  private int known;

  KnownAllocations(Allocations all) {
    this.all = all;
  }

  @Override
  public @Nullable Batch holding(Gtin gtin, KeyEpoch epoch, long counter) {
    Batch before = known(gtin, epoch, counter);
    if (before != null) {
      return before;
    }
    Batch found = all.holding(gtin, epoch, counter);
    if (found != null && known < MAX_BATCHES) {
      batches
          .computeIfAbsent(new Line(gtin, epoch), _ -> new TreeMap<>())
          .put(found.firstCounter(), found);
      known++;
    }
    return found;
  }

  @Override
  public int generation(Gtin gtin, KeyEpoch epoch, long counter) {
    Batch batch = known(gtin, epoch, counter);
    return batch == null
        ? all.generation(gtin, epoch, counter)
        : generations.computeIfAbsent(
            batch.id(), _ -> all.generation(gtin, epoch, batch.firstCounter()));
  }

  private @Nullable Batch known(Gtin gtin, KeyEpoch epoch, long counter) {
    TreeMap<Long, Batch> line = batches.get(new Line(gtin, epoch));
    Map.Entry<Long, Batch> last = line == null ? null : line.floorEntry(counter);
    return last != null && last.getValue().holds(counter) ? last.getValue() : null;
  }
}
