package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IssueRaceTest {

  private static final int THREADS = 8;

  private final TestBook test = new TestBook();

  @Test
  void issue_fromManyThreads_neverSharesACounterAndLeavesNoGap() throws Exception {
    List<Batch> batches =
        together(
            thread -> {
              CodeBook book = test.book();
              List<Batch> mine = new ArrayList<>();
              for (int i = 0; i < 50; i++) {
                mine.add(book.issue(TestBook.order("T" + thread, 1 + i % 7)));
              }
              return mine;
            });

    batches.sort(Comparator.comparingLong(Batch::firstCounter));
    long next = 0;
    for (Batch batch : batches) {
      assertThat(batch.firstCounter()).isEqualTo(next);
      next += batch.count();
    }
    assertThat(batches).hasSize(THREADS * 50);
  }

  @Test
  void issue_sameOrderFromManyThreads_isOneBatch() throws Exception {
    List<Batch> batches = together(_ -> List.of(test.book().issue(TestBook.repeatable("k", 10))));

    Set<Batch> distinct = new HashSet<>(batches);
    assertThat(distinct).hasSize(1);
    assertThat(test.book().batches("anxi-tea", null, 10).batches())
        .containsExactlyElementsOf(distinct);
  }

  private interface Part {
    List<Batch> run(int thread);
  }

  private static List<Batch> together(Part part) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Batch> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<List<Batch>>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        Callable<List<Batch>> work =
            () -> {
              start.await();
              return part.run(thread);
            };
        parts.add(threads.submit(work));
      }
      start.countDown();
      for (Future<List<Batch>> each : parts) {
        all.addAll(each.get());
      }
    }
    return all;
  }
}
