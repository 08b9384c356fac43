package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bricscodes.codes.FailingStore.Moment;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every write of an issue fails once, not stored and stored; then the process starts again. */
class IssueCrashTest {

  private final InMemoryStore memory = new InMemoryStore(TestBook.tables());
  private final FailingStore failing = new FailingStore(memory);

  @ParameterizedTest
  @CsvSource({
    "1, BEFORE, 0", // the epoch's key id
    "1, AFTER, 0",
    "2, BEFORE, 0", // the epoch becomes current
    "2, AFTER, 0",
    "3, BEFORE, 0", // the GTIN is listed
    "3, AFTER, 0",
    "4, BEFORE, 0", // the notice
    "4, AFTER, 0",
    "5, BEFORE, 0", // mark and batch
    "5, AFTER, 10",
    "6, BEFORE, 10", // the idempotency key
    "6, AFTER, 0",
    "7, BEFORE, 0", // the owner's list
    "7, AFTER, 0",
  })
  void issue_failsAtAWrite_retryYieldsOneListedBatchAndAtMostAHole(
      int write, Moment moment, long firstOfRetry) {
    failing.failAt(write, moment);
    assertThatThrownBy(() -> new TestBook(failing).book().issue(TestBook.repeatable("k", 10)))
        .isInstanceOf(StoreException.Unavailable.class);

    CodeBook restarted = new TestBook(memory).book();
    Batch batch = restarted.issue(TestBook.repeatable("k", 10));
    Batch next = restarted.issue(TestBook.order(1));

    assertThat(batch.firstCounter()).isEqualTo(firstOfRetry);
    assertThat(next.firstCounter()).isEqualTo(firstOfRetry + 10);
    assertThat(restarted.batches("anxi-tea", null, 10).batches())
        .containsExactlyInAnyOrder(batch, next);
    assertThat(restarted.issue(TestBook.repeatable("k", 10))).isEqualTo(batch);
  }
}
