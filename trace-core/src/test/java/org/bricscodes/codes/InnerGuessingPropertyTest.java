package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A million wrong guesses at one item, in bursts and pauses, with an owner who keeps unlocking. */
class InnerGuessingPropertyTest {

  private static final int GUESSES = 1_000_000;
  private static final InnerCode RIGHT = new InnerCode("000000");
  private static final InnerCode WRONG = new InnerCode("000001");

  @Test
  void millionGuesses_noMoreAreLookedAtThanTheLimitsAllow() {
    long seed = new SecureRandom().nextLong();
    Random random = new Random(seed);
    TestBook test = new TestBook();
    CodeBook book = test.book();
    Batch batch = book.issue(TestBook.order(1));
    Serial serial = book.serials(batch).stream().findFirst().orElseThrow();
    CodeCheck.Genuine code = new CodeCheck.Genuine(batch, 0, serial);
    InnerStates states =
        new InnerStates(test.store, InnerLimits.STANDARD, () -> test.now, new Random(seed));
    Deque<Instant> looked = new ArrayDeque<>();
    long counted = 0;
    long sinceUnlock = 0;
    int unlocks = 0;

    for (int i = 0; i < GUESSES; i++) {
      test.now =
          test.now.plusMillis(
              random.nextInt(1000) == 0 ? random.nextInt(90_000_000) : random.nextInt(2000));
      assertThat(states.check(code, RIGHT, WRONG)).isEqualTo(new InnerCheck.NotConfirmed());
      long now = states.state(TestBook.GTIN, serial).wrongEver();
      assertThat(now - counted).as("seed %d", seed).isBetween(0L, 1L);
      if (now > counted) {
        looked.add(test.now);
        sinceUnlock++;
        while (looked.getFirst().isBefore(test.now.minus(Duration.ofHours(24)))) {
          looked.removeFirst();
        }
        assertThat(looked.size()).as("seed %d", seed).isLessThanOrEqualTo(5);
        assertThat(sinceUnlock).as("seed %d", seed).isLessThanOrEqualTo(20);
      }
      counted = now;
      if (states.state(TestBook.GTIN, serial).awaitsOwner() && random.nextInt(2000) == 0) {
        states.unlock(TestBook.GTIN, serial);
        unlocks++;
        sinceUnlock = 0;
        looked.clear();
      }
    }

    assertThat(counted).as("seed %d", seed).isBetween(20L, 20L * (unlocks + 1));
    System.out.printf(
        "seed %d: %d guesses in %d days, %d looked at, %d unlocks by the owner%n",
        seed, GUESSES, Duration.between(TestBook.START, test.now).toDays(), counted, unlocks);
  }
}
