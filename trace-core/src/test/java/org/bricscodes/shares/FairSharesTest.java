package org.bricscodes.shares;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.shares.FairShares.Share;
import org.bricscodes.shares.FairShares.Taking;
import org.junit.jupiter.api.Test;

final class FairSharesTest {

  private final AtomicLong now = new AtomicLong();

  @Test
  void partyAlone_hasAllButAnEighth() {
    FairShares places = new FairShares(256, now::get);

    assertThat(taking(places, "greedy", 1_000)).isEqualTo(224);

    assertThat(places.take("greedy", 1)).isEqualTo(new Taking.OwnShare());
  }

  @Test
  void newcomer_findsRoom_whateverOnePartyTook() {
    FairShares places = new FairShares(8, now::get);
    taking(places, "greedy", 1_000);

    assertThat(places.take("modest", 1)).isInstanceOf(Taking.Taken.class);
    assertThat(places.taken()).isEqualTo(8);
  }

  @Test
  void threeParties_thatAllWantEverything_endWithAnEqualShareEach() {
    FairShares places = new FairShares(12, now::get);
    Deque<Share> first = new ArrayDeque<>();
    for (int i = 0; i < 12; i++) {
      add(places, "a", first);
    }
    assertThat(first).hasSize(11);
    Deque<Share> second = new ArrayDeque<>();
    Deque<Share> third = new ArrayDeque<>();

    // Whoever holds something gives one back, and all ask again, the greedy one first.
    for (int round = 0; round < 100; round++) {
      for (Deque<Share> each : List.of(first, second, third)) {
        if (!each.isEmpty()) {
          each.removeFirst().close();
        }
        for (int i = 0; i < 4; i++) {
          add(places, "a", first);
          add(places, "b", second);
          add(places, "c", third);
        }
      }
    }

    assertThat(first.size()).isBetween(3, 5);
    assertThat(second.size()).isBetween(3, 5);
    assertThat(third.size()).isBetween(3, 5);
    assertThat(places.taken()).isBetween(11L, 12L);
  }

  @Test
  void whoWasRefused_isKeptRoomFor_asGreedyOnesGiveBack() {
    FairShares places = new FairShares(2, now::get);
    Share one = taken(places.take("greedy", 1));
    taken(places.take("greedy", 1));
    assertThat(places.take("modest", 1)).isEqualTo(new Taking.AllTaken());

    one.close();

    assertThat(places.take("greedy", 1)).isEqualTo(new Taking.OwnShare());
    assertThat(places.take("modest", 1)).isInstanceOf(Taking.Taken.class);
  }

  @Test
  void whoDoesNotComeAgain_isForgotten_andTheRestIsAnybodys() {
    FairShares places = new FairShares(2, now::get);
    Share one = taken(places.take("greedy", 1));
    taken(places.take("greedy", 1));
    places.take("modest", 1);
    one.close();

    now.addAndGet(Duration.ofSeconds(4).toNanos());

    assertThat(places.take("greedy", 1)).isInstanceOf(Taking.Taken.class);
  }

  @Test
  void whatIsLargerThanEverything_isTakenAlone() {
    FairShares bytes = new FairShares(100, now::get);

    Share whole = taken(bytes.take("a", 150));

    assertThat(bytes.take("b", 1)).isEqualTo(new Taking.AllTaken());
    whole.close();
    assertThat(bytes.take("b", 1)).isInstanceOf(Taking.Taken.class);
  }

  @Test
  void share_closedTwice_isGivenBackOnce() {
    FairShares places = new FairShares(3, now::get);
    Share first = taken(places.take("a", 1));
    taken(places.take("a", 1));

    first.close();
    first.close();

    assertThat(places.taken("a")).isEqualTo(1);
    assertThat(places.taken()).isEqualTo(1);
  }

  @Test
  void whatWasPromised_isTakenBeyondTheCapacity() {
    FairShares places = new FairShares(1, now::get);
    Share one = places.claim("a", 1);
    Share two = places.claim("a", 1);

    assertThat(places.take("b", 1)).isEqualTo(new Taking.AllTaken());

    one.close();
    two.close();
    assertThat(places.take("b", 1)).isInstanceOf(Taking.Taken.class);
  }

  @Test
  void manyWhoWant_areRememberedUpToABound() {
    FairShares places = new FairShares(1, now::get);
    Share held = taken(places.take("first", 1));
    for (int i = 0; i < 5_000; i++) {
      places.take("network " + i, 1);
    }

    held.close();

    assertThat(places.take("network 4999", 1)).isInstanceOf(Taking.Taken.class);
  }

  private static int taking(FairShares places, String party, int times) {
    int taken = 0;
    for (int i = 0; i < times; i++) {
      taken += places.take(party, 1) instanceof Taking.Taken ? 1 : 0;
    }
    return taken;
  }

  private static void add(FairShares places, String party, Deque<Share> held) {
    if (places.take(party, 1) instanceof Taking.Taken(Share share)) {
      held.add(share);
    }
  }

  private static Share taken(Taking taking) {
    assertThat(taking).isInstanceOf(Taking.Taken.class);
    return ((Taking.Taken) taking).share();
  }
}
