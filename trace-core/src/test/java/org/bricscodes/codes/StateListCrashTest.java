package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.codes.FailingStore.Moment;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every write of a void list over three slices fails once, not stored and stored. */
class StateListCrashTest {

  private final InMemoryStore memory = new InMemoryStore(TestBook.tables());
  private final CodeBook book = new TestBook(memory).book();
  private final Batch batch = book.issue(TestBook.order(10_000));

  @ParameterizedTest
  @CsvSource({
    "1, BEFORE, 0, 0", // the list itself: not accepted
    "1, AFTER, 1, 3",
    "2, BEFORE, 1, 3", // the slices
    "2, AFTER, 1, 3",
    "3, BEFORE, 1, 3",
    "3, AFTER, 1, 3",
    "4, BEFORE, 1, 3",
    "4, AFTER, 1, 3",
    "5, BEFORE, 1, 3", // the notice
    "5, AFTER, 1, 3",
    "6, BEFORE, 1, 3", // the report
    "6, AFTER, 1, 3",
    "7, BEFORE, 1, 3", // the list's end
    "7, AFTER, 0, 3",
  })
  void apply_failsAtAWrite_isWholeOrNothingAfterTheRestart(
      int write, Moment moment, int resumed, int voided) {
    FailingStore failing = new FailingStore(memory);
    TestBook dying = new TestBook(failing);
    CodeLife life = dying.life();
    List<StateChange> list = list();
    failing.failAt(write, moment);
    assertThatThrownBy(() -> life.apply("anxi-tea", list))
        .isInstanceOf(StoreException.Unavailable.class);

    // Without a restart too: the service that saw the failure goes on.
    CodeLife restarted = write % 2 == 0 ? life : new TestBook(memory).life();

    assertThat(restarted.resume()).isEqualTo(resumed);
    assertThat(restarted.waste(batch).voided()).isEqualTo(voided);
    assertThat(restarted.reports(batch, 0, 10))
        .extracting(BatchReport::fresh)
        .isEqualTo(voided == 0 ? List.of() : List.of(3L));
    assertThat(restarted.apply("anxi-tea", list).changed()).isEqualTo(3 - voided);
    assertThat(restarted.waste(batch).voided()).isEqualTo(3);
    assertThat(restarted.notices().pending(10))
        .extracting(notice -> notice.report() == null ? 0 : notice.report().fresh())
        .filteredOn(fresh -> fresh > 0)
        .containsOnly(3L);
  }

  private List<StateChange> list() {
    List<StateChange> list = new ArrayList<>();
    for (long place : List.of(0L, 5000L, 9999L)) {
      Serial serial = book.serials(batch).stream(place).findFirst().orElseThrow();
      CodeCheck.Genuine code = (CodeCheck.Genuine) book.check(TestBook.GTIN, serial.text());
      list.add(new StateChange(code, CodeState.Status.VOID, "stolen"));
    }
    return list;
  }
}
