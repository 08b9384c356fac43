package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.bricscodes.anchoring.Turns.Turn;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Part;
import org.junit.jupiter.api.Test;

/** When the node that writes anchors, and when it leaves that to another. */
final class KeeperTurnsTest {

  private List<Holder> holders = List.of();
  private boolean away;
  private long nanos = Long.MAX_VALUE - 5;
  private final KeeperTurns turns = new KeeperTurns(this::holders, () -> nanos);

  @Test
  void nobodyElse_thereEver_orAnyMore_isAlone() {
    assertThat(turns.now()).isEqualTo(Turn.ALONE);
    holders = List.of(new Holder(Part.SERVICE, true, "http://a", 7), anchoring(true, 1));
    assertThat(later(2)).isEqualTo(Turn.OTHERS);
    holders = List.of(anchoring(false, 2));
    assertThat(later(2)).isEqualTo(Turn.ALONE);
  }

  @Test
  void another_isBelievedAsLongAsItCounts_andIsSucceededWhenItStandsStill() {
    for (int renewal = 1; renewal < 10; renewal++) {
      holders = List.of(anchoring(true, renewal));
      assertThat(later(3)).isEqualTo(Turn.OTHERS);
    }
    assertThat(later(18)).isEqualTo(Turn.OTHERS);
    assertThat(later(3)).isEqualTo(Turn.SHARED);
    holders = List.of(anchoring(true, 30));
    assertThat(later(2)).as("it is back").isEqualTo(Turn.OTHERS);
  }

  @Test
  void another_hasAMinuteToTakeTheLedgers_andWhatItLeavesIsGoneOnWith() {
    for (int renewal = 1; renewal <= 20; renewal++) {
      holders = List.of(anchoring(true, renewal));
      assertThat(later(3)).as("after %d s", 3 * renewal).isEqualTo(Turn.OTHERS);
    }
    for (int renewal = 22; renewal < 40; renewal++) {
      holders = List.of(anchoring(true, renewal));
      assertThat(later(4)).isEqualTo(Turn.SHARED);
    }
    holders = List.of(anchoring(false, 41));
    assertThat(later(2)).isEqualTo(Turn.ALONE);
    holders = List.of(anchoring(true, 42));
    assertThat(later(2)).as("the next one").isEqualTo(Turn.OTHERS);
  }

  @Test
  void whatIsNotKnown_isLeftToOthers() {
    away = true;
    assertThat(turns.now()).isEqualTo(Turn.OTHERS);
    away = false;
    assertThat(turns.now()).isEqualTo(Turn.ALONE);
    away = true;
    assertThat(turns.now()).as("read a moment ago").isEqualTo(Turn.ALONE);
    assertThat(later(2)).isEqualTo(Turn.OTHERS);
  }

  private Turn later(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
    return turns.now();
  }

  private static Holder anchoring(boolean held, long renewal) {
    return new Holder(Part.ANCHORING, held, held ? "http://b" : "", renewal);
  }

  private List<Holder> holders() {
    if (away) {
      throw new StoreException.Unavailable("no node answers");
    }
    return holders;
  }
}
