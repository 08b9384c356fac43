package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.codes.FailingStore.Moment;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InnerStatesTest {

  private static final Instant START = Instant.parse("2026-11-21T10:11:12.123456Z");
  private static final InnerCode RIGHT = new InnerCode("4JEK5F");
  private static final InnerCode WRONG = new InnerCode("4JEK5G");

  private final TestBook test = new TestBook();
  private final CodeCheck.Genuine code = code(test);
  private final InnerStates states = states(test.store, 100);

  @Test
  void check_right_activatesOnce_andTellsWhenAfterwards() {
    assertThat(states.state(TestBook.GTIN, code.serial())).isEqualTo(InnerState.UNTRIED);
    assertThat(states.check(code, RIGHT, RIGHT)).isEqualTo(new InnerCheck.Activated(START));
    test.now = test.now.plusSeconds(3600);

    assertThat(states.check(code, RIGHT, RIGHT)).isEqualTo(new InnerCheck.AlreadyActivated(START));
    assertThat(states.state(TestBook.GTIN, code.serial()).activated()).isEqualTo(START);
  }

  @Test
  void check_fiveWrongWithinADay_lockForADay_theRightOneToo() {
    for (int i = 0; i < 4; i++) {
      assertThat(states.check(code, RIGHT, WRONG)).isEqualTo(new InnerCheck.NotConfirmed());
    }
    assertThat(states.check(code, RIGHT, WRONG)).isEqualTo(new InnerCheck.NotConfirmed());

    assertThat(states.check(code, RIGHT, RIGHT)).isEqualTo(new InnerCheck.NotConfirmed());
    test.now = test.now.plus(Duration.ofHours(24)).minusNanos(2000);
    assertThat(states.check(code, RIGHT, RIGHT)).isEqualTo(new InnerCheck.NotConfirmed());
    test.now = test.now.plusNanos(2000);
    assertThat(states.check(code, RIGHT, RIGHT)).isInstanceOf(InnerCheck.Activated.class);
    assertThat(states.state(TestBook.GTIN, code.serial()))
        .extracting(InnerState::firstTried, InnerState::wrongEver)
        .containsExactly(START, 5L);
  }

  @Test
  void check_wrongNowAndThen_doesNotLock() {
    for (int i = 0; i < 12; i++) {
      states.check(code, RIGHT, WRONG);
      test.now = test.now.plus(Duration.ofHours(7));
    }

    assertThat(states.check(code, RIGHT, RIGHT)).isInstanceOf(InnerCheck.Activated.class);
  }

  @Test
  void check_twentyWrongInAll_awaitsItsOwner() {
    for (int i = 0; i < 20; i++) {
      states.check(code, RIGHT, WRONG);
      test.now = test.now.plus(Duration.ofHours(7));
    }
    test.now = test.now.plus(Duration.ofDays(3650));
    assertThat(states.check(code, RIGHT, RIGHT)).isEqualTo(new InnerCheck.NotConfirmed());
    assertThat(states.state(TestBook.GTIN, code.serial()).awaitsOwner()).isTrue();

    InnerState unlocked = states.unlock(TestBook.GTIN, code.serial());

    assertThat(unlocked.isLocked(test.now)).isFalse();
    assertThat(states.unlock(TestBook.GTIN, code.serial())).isEqualTo(unlocked);
    assertThat(states.check(code, RIGHT, RIGHT)).isInstanceOf(InnerCheck.Activated.class);
    assertThat(states.state(TestBook.GTIN, code.serial()).wrongEver()).isEqualTo(20);
  }

  @Test
  void unlock_ofAnUntriedItem_changesNothing() {
    assertThat(states.unlock(TestBook.GTIN, code.serial())).isEqualTo(InnerState.UNTRIED);
  }

  @Test
  void check_byManyAtOnce_activatesOnce() throws Exception {
    for (int round = 0; round < 50; round++) {
      TestBook fresh = new TestBook();
      CodeCheck.Genuine item = code(fresh);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<InnerCheck>> answers = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        for (int i = 0; i < 8; i++) {
          InnerStates process = states(fresh.store, i);
          Callable<InnerCheck> telling =
              () -> {
                start.await();
                return process.check(item, RIGHT, RIGHT);
              };
          answers.add(threads.submit(telling));
        }
        start.countDown();
      }
      int activated = 0;
      for (Future<InnerCheck> answer : answers) {
        activated += answer.get() instanceof InnerCheck.Activated ? 1 : 0;
      }
      assertThat(activated).isEqualTo(1);
    }
  }

  /** No wrong code is forgiven by asking many at once. */
  @Test
  void check_wrongByManyAtOnce_countsNoMoreThanTheLimit() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        InnerStates process = states(test.store, i);
        var _ =
            threads.submit(
                () -> {
                  for (int j = 0; j < 100; j++) {
                    process.check(code, RIGHT, WRONG);
                  }
                });
      }
    }

    assertThat(states.state(TestBook.GTIN, code.serial()))
        .extracting(InnerState::wrongEver, InnerState::lockedUntil)
        .containsExactly(5L, START.plus(Duration.ofHours(24)));
  }

  @ParameterizedTest
  @CsvSource({"BEFORE, true", "AFTER, false"})
  void check_answerLost_tellingAgainIsHarmless(Moment moment, boolean second) {
    InMemoryStore memory = new InMemoryStore(TestBook.tables());
    CodeCheck.Genuine item = code(new TestBook(memory));
    FailingStore failing = new FailingStore(memory);
    failing.failAt(1, moment);
    assertThatThrownBy(() -> states(failing, 1).check(item, RIGHT, RIGHT))
        .isInstanceOf(StoreException.Unavailable.class);

    InnerCheck again = states(memory, 2).check(item, RIGHT, RIGHT);

    assertThat(again)
        .isEqualTo(
            second ? new InnerCheck.Activated(START) : new InnerCheck.AlreadyActivated(START));
  }

  private InnerStates states(Store store, int seed) {
    return new InnerStates(store, InnerLimits.STANDARD, () -> test.now, new Random(seed));
  }

  private static CodeCheck.Genuine code(TestBook test) {
    CodeBook book = test.book();
    Batch batch = book.issue(TestBook.order(1));
    Serial serial = book.serials(batch).stream().findFirst().orElseThrow();
    return new CodeCheck.Genuine(batch, 0, serial);
  }
}
