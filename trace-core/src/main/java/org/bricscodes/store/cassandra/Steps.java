package org.bricscodes.store.cassandra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.store.Key;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a call, as {@link org.bricscodes.store.Store} defines them: consecutive writes to
 * one table. Within a step, the writes to one partition go together, and of several to one row only
 * the last is left: they would carry one time stamp, and a delete beats a put of the same.
 */
final class Steps {

  private Steps() {}

  /** What a step writes to one partition, each row once. */
  record PartitionWrites(Table table, List<Write> writes) {}

  static List<List<PartitionWrites>> of(List<Write> writes) {
    List<List<PartitionWrites>> steps = new ArrayList<>();
    @Nullable Table table = null;
    int from = 0;
    for (int i = 0; i <= writes.size(); i++) {
      @Nullable Table next = i < writes.size() ? writes.get(i).key().table() : null;
      if (i > from && (next == null || !next.equals(table))) {
        steps.add(step(writes.subList(from, i)));
        from = i;
      }
      table = next;
    }
    return steps;
  }

  /** Writes to one table, by partition. */
  static List<PartitionWrites> step(List<Write> writes) {
    Map<Key, Map<Key, Write>> partitions = new LinkedHashMap<>();
    for (Write write : writes) {
      Key key = write.key();
      partitions
          .computeIfAbsent(Key.of(key.table(), key.partition()), partition -> new LinkedHashMap<>())
          .put(key, write);
    }
    List<PartitionWrites> step = new ArrayList<>(partitions.size());
    partitions.forEach(
        (partition, rows) -> step.add(new PartitionWrites(partition.table(), copy(rows.values()))));
    return step;
  }

  private static List<Write> copy(Collection<Write> writes) {
    return List.copyOf(writes);
  }
}
