package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalsTest {

  @Test
  void of_places_joinsNeighbours() {
    Intervals set = Intervals.of(List.of(7L, 3L, 4L, 3L, 9L));

    assertThat(shown(set)).isEqualTo("3-5 7-8 9-10");
    assertThat(set.places()).isEqualTo(4);
  }

  @Test
  void union_ofTouchingRanges_isOne() {
    assertThat(shown(Intervals.range(0, 5).union(Intervals.range(5, 9)))).isEqualTo("0-9");
  }

  @Test
  void minus_cutsAHole() {
    assertThat(shown(Intervals.range(0, 9).minus(Intervals.range(4, 6)))).isEqualTo("0-4 6-9");
  }

  @Test
  void range_ofNothing_isNone() {
    assertThat(Intervals.range(4, 4).size()).isZero();
    assertThat(Intervals.decode(Intervals.NONE.encode()).size()).isZero();
  }

  @Test
  void randomSets_agreeWithBitSets() {
    long seed = new Random().nextLong();
    System.out.println("IntervalsTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      BitSet first = bits(random);
      BitSet second = bits(random);
      BitSet union = (BitSet) first.clone();
      union.or(second);
      BitSet minus = (BitSet) first.clone();
      minus.andNot(second);

      Intervals mine = intervals(first);
      Intervals theirs = intervals(second);

      assertThat(shown(mine.union(theirs))).as("seed %d", seed).isEqualTo(shown(intervals(union)));
      assertThat(shown(mine.minus(theirs))).as("seed %d", seed).isEqualTo(shown(intervals(minus)));
      assertThat(shown(Intervals.decode(mine.encode()))).isEqualTo(shown(mine));
      assertThat(mine.places()).isEqualTo(first.cardinality());
    }
  }

  private static BitSet bits(Random random) {
    BitSet bits = new BitSet();
    for (int i = random.nextInt(12); i > 0; i--) {
      int from = random.nextInt(60);
      bits.set(from, from + 1 + random.nextInt(8));
    }
    return bits;
  }

  private static Intervals intervals(BitSet bits) {
    return Intervals.of(bits.stream().asLongStream().boxed().toList());
  }

  private static String shown(Intervals set) {
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      ranges.add(set.from(i) + "-" + set.to(i));
    }
    return String.join(" ", ranges);
  }
}
