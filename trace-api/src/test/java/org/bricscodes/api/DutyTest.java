package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a node's thread takes turns, is told to end, and says what it failed with. */
@Timeout(60)
final class DutyTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final CountDownLatch began = new CountDownLatch(1);
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Duty> duty = new AtomicReference<>();

  DutyTest() {}

  @Test
  void close_wakesAPause_andEndsOnce() throws InterruptedException {
    start(
        () -> {
          began.countDown();
          duty().pause(LONG);
          seen.add("turn");
        });
    began.await();

    duty().close();
    duty().close();

    duty().awaitEnd();
    assertThat(seen).containsExactly("turn", "end");
    assertThat(duty().isOver()).isTrue();
    assertThat(duty().failure()).isEmpty();
  }

  @Test
  void close_interruptsWhereTheThreadSaysThatItWaits() throws InterruptedException {
    start(
        () -> {
          assertThat(duty().waits(true)).isTrue();
          began.countDown();
          seen.add(interrupted() ? "interrupted" : "not");
          duty().waits(false);
        });
    began.await();

    duty().close();

    assertThat(seen).containsExactly("interrupted", "end");
  }

  @Test
  void close_cutsNothingShortThatDoesNotWait() throws InterruptedException {
    Thread closer = Thread.currentThread();
    start(
        () -> {
          began.countDown();
          // It has done all it does to end this, and waits for that.
          while (!duty().ends() || closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          seen.add(Thread.currentThread().isInterrupted() ? "interrupted" : "not");
        });
    began.await();

    duty().close();

    assertThat(seen).containsExactly("not", "end");
  }

  @Test
  void turnsFollowEachOther_untilOneIsTheLast() throws InterruptedException {
    AtomicInteger turns = new AtomicInteger();
    start(
        () -> {
          if (turns.incrementAndGet() == 3) {
            duty().done();
          }
        });

    duty().awaitEnd();

    assertThat(turns).hasValue(3);
    assertThat(seen).containsExactly("end");
  }

  @Test
  void aTurnThatFails_isTheLast_andSaidToWhoeverWaits() throws InterruptedException {
    start(
        () -> {
          throw new IllegalStateException("the key does not read");
        });

    assertThatThrownBy(() -> duty().awaitEnd()).hasMessage("the key does not read");
    assertThat(duty().failure()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("key"));
    assertThat(seen).containsExactly("end");
  }

  @Test
  void aTurnThatFailsBecauseItIsToEnd_isNoFailure() throws InterruptedException {
    start(
        () -> {
          duty().waits(true);
          began.countDown();
          interrupted();
          throw new IllegalStateException("cut short");
        });
    began.await();

    duty().close();

    duty().awaitEnd();
    assertThat(duty().failure()).isEmpty();
  }

  @Test
  void aCauseFromOutside_endsIt_andIsSaid() throws InterruptedException {
    start(
        () -> {
          began.countDown();
          duty().pause(LONG);
        });
    began.await();

    duty().fail(new IllegalStateException("its log cannot be opened here"));

    assertThatThrownBy(() -> duty().awaitEnd()).hasMessage("its log cannot be opened here");
    assertThat(seen).containsExactly("end");
  }

  @Test
  void aCauseIsNews_untilItIsAnother_orItWentWell() {
    SaidOnce said = new SaidOnce();

    assertThat(said.isNew("no route")).isTrue();
    assertThat(said.isNew("no route")).isFalse();
    assertThat(said.isNew("timeout")).isTrue();
    assertThat(said.isNew("no route")).isTrue();
    said.wentWell();
    assertThat(said.isNew("no route")).isTrue();
  }

  private void start(Runnable turn) {
    duty.set(new Duty("duty-test", turn, () -> seen.add("end")));
    duty().start();
  }

  private Duty duty() {
    return Objects.requireNonNull(duty.get());
  }

  private static boolean interrupted() {
    try {
      Thread.sleep(LONG);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
