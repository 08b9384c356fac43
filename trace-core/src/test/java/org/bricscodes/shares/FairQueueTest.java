package org.bricscodes.shares;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FairQueueTest {

  private final List<String> pushedOut = new ArrayList<>();

  @Test
  void parties_takeTurns_eachInItsOwnOrder() {
    FairQueue<String> queue = new FairQueue<>(10);
    offer(queue, "greedy", "g1", "g2", "g3", "g4");
    offer(queue, "modest", "m1", "m2");

    assertThat(drained(queue)).containsExactly("g1", "m1", "g2", "m2", "g3", "g4");
  }

  @Test
  void peek_isWhatPollTakes() {
    FairQueue<String> queue = new FairQueue<>(10);
    offer(queue, "a", "a1", "a2");
    offer(queue, "b", "b1");

    queue.poll();

    assertThat(queue.peek()).isEqualTo("b1");
    assertThat(queue.poll()).isEqualTo("b1");
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.parties()).isEqualTo(1);
  }

  @Test
  void fullQueue_pushesOutTheNewestOfWhoHasMost() {
    FairQueue<String> queue = new FairQueue<>(4);
    offer(queue, "greedy", "g1", "g2", "g3", "g4");

    assertThat(queue.offer("modest", "m1", pushedOut::add)).isTrue();

    assertThat(pushedOut).containsExactly("g4");
    assertThat(drained(queue)).containsExactly("g1", "m1", "g2", "g3");
  }

  @Test
  void whoHasMost_isRefusedHimself() {
    FairQueue<String> queue = new FairQueue<>(4);
    offer(queue, "greedy", "g1", "g2");
    offer(queue, "modest", "m1", "m2");

    assertThat(queue.offer("greedy", "g3", pushedOut::add)).isFalse();
    assertThat(queue.offer("modest", "m3", pushedOut::add)).isFalse();
    assertThat(pushedOut).isEmpty();
  }

  @Test
  void newcomer_pushesNobodyOutOfHisOnlyPlace() {
    FairQueue<String> queue = new FairQueue<>(2);
    offer(queue, "a", "a1");
    offer(queue, "b", "b1");

    assertThat(queue.offer("c", "c1", pushedOut::add)).isFalse();
    assertThat(pushedOut).isEmpty();
  }

  @Test
  void poll_passesOverThoseWhoMayNot() {
    FairQueue<String> queue = new FairQueue<>(4);
    offer(queue, "a", "a1");
    offer(queue, "b", "b1");

    assertThat(queue.poll("b"::equals)).isEqualTo("b1");
    assertThat(queue.poll("b"::equals)).isNull();
    assertThat(queue.poll()).isEqualTo("a1");
    assertThat(queue.poll()).isNull();
    assertThat(queue.peek()).isNull();
  }

  private void offer(FairQueue<String> queue, String party, String... things) {
    for (String thing : things) {
      assertThat(queue.offer(party, thing, pushedOut::add)).isTrue();
    }
  }

  private static List<String> drained(FairQueue<String> queue) {
    List<String> all = new ArrayList<>();
    for (String thing = queue.poll(); thing != null; thing = queue.poll()) {
      all.add(thing);
    }
    return all;
  }
}
