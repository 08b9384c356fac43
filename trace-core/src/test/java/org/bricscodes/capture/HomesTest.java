package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HomesTest {

  private final InMemoryStore store = new InMemoryStore(CaptureTables.all());
  private final SecureRandom random = new SecureRandom();

  @BeforeEach
  void serviceHasBegun() {
    TestRecorder.recorder(store).close();
  }

  @Test
  void home_isWhoAskedFirst_forGood_andForEveryone() {
    Homes one = new Homes(store, random);
    Homes other = new Homes(store, random);

    assertThat(one.known("tea")).isEqualTo(OptionalInt.empty());
    assertThat(one.of("tea", 3)).isEqualTo(3);
    assertThat(other.known("tea")).isEqualTo(OptionalInt.of(3));
    assertThat(other.of("tea", 0)).isEqualTo(3);
    assertThat(other.of("silk", 0)).isZero();
    assertThat(one.of("silk", 3)).isZero();
  }

  @Test
  void home_thatNoWriterCanHave_isRefused() {
    Homes homes = new Homes(store, random);

    assertThatThrownBy(() -> homes.of("tea", -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> homes.of("tea", 1_001)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> homes.of("", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(homes.known("tea")).isEqualTo(OptionalInt.empty());
  }

  @Test
  void manyWhoAskAtOnce_areToldTheSame() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int party = 0; party < 200; party++) {
        String name = "party " + party;
        List<Future<Integer>> told = new ArrayList<>();
        for (int writer = 1; writer <= 8; writer++) {
          int mine = writer;
          told.add(threads.submit(() -> new Homes(store, random).of(name, mine)));
        }
        Set<Integer> homes = new HashSet<>();
        for (Future<Integer> each : told) {
          homes.add(each.get());
        }
        assertThat(homes).as(name).hasSize(1);
      }
    }
  }

  @Test
  void logs_haveNumbersForGood() {
    NodeLogs logs = new NodeLogs(store, random);

    assertThat(logs.list()).isEmpty();
    assertThat(logs.number("durban")).isEqualTo(1);
    assertThat(logs.number("anxi-2")).isEqualTo(2);
    assertThat(new NodeLogs(store, random).number("durban")).isEqualTo(1);
    assertThat(logs.list())
        .containsExactly(new NodeLogs.Named("anxi-2", 2), new NodeLogs.Named("durban", 1));
  }

  @Test
  void name_thatCannotBeOne_isRefused() {
    NodeLogs logs = new NodeLogs(store, random);

    for (String name : List.of("", "A", "1a", "a_b", "a/b", "a".repeat(33), "é")) {
      assertThat(NodeLogs.isName(name)).as(name).isFalse();
      assertThatThrownBy(() -> logs.number(name)).hasMessageContaining("name of a log");
    }
    assertThat(logs.list()).isEmpty();
  }

  @Test
  void logsThatAreNewAtOnce_haveDifferentNumbers() throws Exception {
    Set<Integer> numbers = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> told = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String name = "log-" + i % 20;
        told.add(threads.submit(() -> new NodeLogs(store, random).number(name)));
      }
      for (Future<Integer> each : told) {
        numbers.add(each.get());
      }
    }

    assertThat(numbers).hasSize(20);
    assertThat(new NodeLogs(store, random).list()).hasSize(20);
  }
}
