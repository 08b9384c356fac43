package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchOrdersTest {

  private final TestBook test = new TestBook();
  private final CodeBook book = test.book();

  @Test
  void issue_sameIdempotencyKey_yieldsTheSameBatch() {
    Batch batch = book.issue(TestBook.repeatable("k", 10));
    test.now = test.now.plusSeconds(60);

    assertThat(book.issue(TestBook.repeatable("k", 10))).isEqualTo(batch);
    assertThat(book.batches("anxi-tea", null, 10).batches()).containsExactly(batch);
    assertThat(book.issue(TestBook.order(1)).firstCounter()).isEqualTo(10);
  }

  @Test
  void issue_sameIdempotencyKeyOtherContents_isRefused() {
    book.issue(TestBook.repeatable("k", 10));

    assertThatThrownBy(() -> book.issue(TestBook.repeatable("k", 11)))
        .isInstanceOf(CodesException.IdempotencyConflict.class);
    assertThat(book.issue(TestBook.order(1)).firstCounter()).isEqualTo(10);
  }

  @Test
  void issue_sameIdempotencyKeyOfAnotherOwner_isAnotherBatch() {
    Batch ours = book.issue(TestBook.repeatable("k", 10));
    Batch theirs =
        book.issue(
            new BatchOrder(
                "ceylon-tea", TestBook.GTIN, "A26-07", 10, null, null, null, List.of(), "k"));

    assertThat(theirs.id()).isNotEqualTo(ours.id());
  }

  @Test
  void batches_pageByPage_areAllNewestFirst() {
    List<Batch> issued = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      issued.addFirst(book.issue(TestBook.order("L" + i, 10)));
      test.now = test.now.plusSeconds(i % 2);
    }

    BatchPage first = book.batches("anxi-tea", null, 3);
    BatchPage second = book.batches("anxi-tea", first.next(), 3);
    BatchPage third = book.batches("anxi-tea", second.next(), 3);

    List<Batch> read = new ArrayList<>(first.batches());
    read.addAll(second.batches());
    read.addAll(third.batches());
    assertThat(read).containsExactlyElementsOf(issued);
    assertThat(third.next()).isNull();
  }

  @Test
  void batches_ofAnotherOwner_areNotShown() {
    book.issue(TestBook.order(10));

    assertThat(book.batches("anxi", null, 10).batches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA", "***"})
  void batches_foreignCursor_isRefused(String cursor) {
    assertThatThrownBy(() -> book.batches("anxi-tea", cursor, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1001})
  void batches_limitOutOfRange_isRefused(int limit) {
    assertThatThrownBy(() -> book.batches("anxi-tea", null, limit))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
