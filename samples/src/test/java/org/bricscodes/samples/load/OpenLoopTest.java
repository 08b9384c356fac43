package org.bricscodes.samples.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a clock that moves only when it is looked at or waited for: no figure is the machine's. */
final class OpenLoopTest {

  private static final long MILLISECOND = 1_000_000;

  private final AtomicLong now = new AtomicLong();

  @Test
  void schedule_requestsAreDueAtAConstantRate() {
    Schedule schedule = new Schedule(250, Duration.ofSeconds(2));

    assertThat(schedule.requests()).isEqualTo(500);
    assertThat(schedule.dueNanos(0)).isZero();
    assertThat(schedule.dueNanos(3)).isEqualTo(12 * MILLISECOND);
  }

  @Test
  void schedule_impossible_isRefused() {
    assertThatThrownBy(() -> new Schedule(0, Duration.ofSeconds(1)))
        .hasMessage("a rate must be above 0 and at most 200000 a second, found 0.0");
    assertThatThrownBy(() -> new Schedule(1, Duration.ZERO))
        .hasMessage("a run must last up to a day, found PT0S");
  }

  @Test
  void service_thatStandsStill_keptEverybodyWaitingWhoCameMeanwhile() throws Exception {
    // Ten a second for two seconds. The first call blocks for one second, the others take none.
    Measured measured =
        loop()
            .run(
                new Schedule(10, Duration.ofSeconds(2)),
                n -> {
                  if (n == 0) {
                    now.addAndGet(1_000 * MILLISECOND);
                  }
                  return CompletableFuture.completedFuture(5L);
                });

    assertThat(measured.answered()).isEqualTo(20);
    assertThat(measured.bytes()).isEqualTo(100);
    // The one itself waited 1,000 ms; those due after 100, 200, … 900 ms waited for the rest.
    assertThat(measured.milliseconds(100)).isBetween(999.0, 1_002.0);
    assertThat(measured.milliseconds(75)).isBetween(499.0, 502.0);
    assertThat(measured.milliseconds(50)).isLessThan(5.0);
  }

  @Test
  void errors_areCountedByWhatTheyAre() throws Exception {
    Measured measured =
        loop()
            .run(
                new Schedule(1_000, Duration.ofMillis(10)),
                n ->
                    n % 2 == 0
                        ? CompletableFuture.failedFuture(new UnexpectedAnswer(503))
                        : CompletableFuture.completedFuture(0L));

    assertThat(measured.due()).isEqualTo(10);
    assertThat(measured.answered()).isEqualTo(5);
    assertThat(measured.errors()).containsOnly(Map.entry("status 503", 5L));
    assertThat(measured.text()).contains("answered 5 of 10").contains("errors: 5 × status 503");
  }

  @Test
  void service_thatDoesNotAnswer_isNotAskedForEver() throws Exception {
    List<CompletableFuture<Long>> open = new ArrayList<>();
    Thread driver = Thread.currentThread();

    Measured measured =
        loop()
            .run(
                new Schedule(OpenLoop.MAX_UNDER_WAY + 7, Duration.ofSeconds(1)),
                n -> {
                  open.add(new CompletableFuture<>());
                  if (n == OpenLoop.MAX_UNDER_WAY - 1) {
                    Thread.ofPlatform().start(() -> answerOnceDue(driver, open));
                  }
                  return open.getLast();
                });

    assertThat(measured.errors()).containsOnly(Map.entry(OpenLoop.NOT_SENT, 7L));
    assertThat(measured.answered()).isEqualTo(OpenLoop.MAX_UNDER_WAY);
  }

  /** The driver waits without end only after the last request was due. */
  private static void answerOnceDue(Thread driver, List<CompletableFuture<Long>> open) {
    while (driver.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    open.forEach(answer -> answer.complete(0L));
  }

  /** Every look takes ten microseconds. */
  private OpenLoop loop() {
    return new OpenLoop(() -> now.addAndGet(10_000), now::addAndGet);
  }
}
