package org.bricscodes.store.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bricscodes.store.Key;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.junit.jupiter.api.Test;

class StepsTest {

  private static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  private static final Table BODIES = new Table("bodies", Table.Shape.BODIES);

  @Test
  void of_consecutiveWritesToOneTable_areOneStep() {
    assertThat(
            steps(
                put(ROWS, "p", "a"),
                put(BODIES, "p", "b"),
                put(BODIES, "q", "c"),
                put(ROWS, "p", "d")))
        .containsExactly("rows p[a]", "bodies p[b] q[c]", "rows p[d]");
  }

  @Test
  void of_writesToOnePartition_goTogether() {
    assertThat(steps(put(ROWS, "p", "a"), put(ROWS, "q", "b"), put(ROWS, "p", "c")))
        .containsExactly("rows p[a c] q[b]");
  }

  @Test
  void of_severalWritesToOneRow_leavesTheLast() {
    Write.Delete delete = new Write.Delete(put(ROWS, "p", "a").key());

    List<List<Steps.PartitionWrites>> ends =
        Steps.of(List.of(put(ROWS, "p", "a"), put(ROWS, "p", "b"), delete));

    assertThat(ends.getFirst().getFirst().writes())
        .containsExactlyInAnyOrder(delete, ends.getFirst().getFirst().writes().getLast());
    assertThat(steps(put(ROWS, "p", "a"), put(ROWS, "p", "a"))).containsExactly("rows p[a]");
  }

  @Test
  void of_nothing_isNoStep() {
    assertThat(Steps.of(List.of())).isEmpty();
  }

  @Test
  void inline_ofFewBytes_leavesValuesInTheirRows() {
    assertThat(Writing.inline(List.of(put(ROWS, "p", "a")))).isEqualTo(16_384);
  }

  @Test
  void inline_ofMoreThanABatchTakes_putsValuesInParts() {
    Write.Put large = new Write.Put(put(ROWS, "p", "a").key(), new byte[16_000]);

    assertThat(Writing.inline(Collections.nCopies(500, large))).isEqualTo(16_384);
    assertThat(Writing.inline(Collections.nCopies(600, large))).isEqualTo(32);
  }

  @Test
  void inline_ofValuesInParts_doesNotCountThem() {
    Write.Put huge = new Write.Put(put(BODIES, "p", "a").key(), new byte[16 << 20]);

    assertThat(Writing.inline(List.of(huge, huge, huge))).isEqualTo(16_384);
  }

  private static Write.Put put(Table table, String partition, String sort) {
    return new Write.Put(
        new Key(table, partition.getBytes(UTF_8), sort.getBytes(UTF_8)), new byte[] {1});
  }

  private static List<String> steps(Write... writes) {
    List<String> steps = new ArrayList<>();
    for (List<Steps.PartitionWrites> step : Steps.of(List.of(writes))) {
      StringBuilder text = new StringBuilder(step.getFirst().table().name());
      for (Steps.PartitionWrites partition : step) {
        Key first = partition.writes().getFirst().key();
        text.append(' ').append(new String(first.partition(), UTF_8));
        text.append(
            partition.writes().stream()
                .map(write -> new String(write.key().sort(), UTF_8))
                .toList()
                .toString()
                .replace(",", ""));
      }
      steps.add(text.toString());
    }
    return steps;
  }
}
