package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;

class CodeChecksTest {

  private final FailingStore store = new FailingStore(new InMemoryStore(TestBook.tables()));
  private final CodeBook book = new TestBook(store).book();

  @Test
  void list_isCheckedAsItsCodesAre_andReadsEachBatchOnce() {
    Batch first = book.issue(TestBook.order("one", 2_000));
    Batch second = book.issue(TestBook.order("two", 2_000));
    List<Serial> serials = book.serials(first).stream().toList();
    List<Serial> others = book.serials(second).stream().toList();
    CodeChecks checks = book.checks();
    int before = store.scans();

    for (int i = 0; i < 2_000; i++) {
      assertThat(checks.check(TestBook.GTIN, serials.get(i).text()))
          .isEqualTo(new CodeCheck.Genuine(first, i, serials.get(i)));
      assertThat(checks.check(TestBook.GTIN, "two", others.get(i).text()))
          .isEqualTo(new CodeCheck.Genuine(second, 2_000 + i, others.get(i)));
    }

    assertThat(store.scans() - before).isEqualTo(2);
  }

  @Test
  void wrongLot_guessAndNonsense_areToldAsOfOneCode() {
    Batch batch = book.issue(TestBook.order("one", 10));
    Serial serial = book.serials(batch).stream().findFirst().orElseThrow();
    CodeChecks checks = book.checks();

    for (int round = 0; round < 2; round++) {
      assertThat(checks.check(TestBook.GTIN, "two", serial.text()))
          .isEqualTo(new CodeCheck.WrongLot(batch, 0, serial));
      assertThat(checks.check(TestBook.OTHER_GTIN, serial.text()))
          .isEqualTo(new CodeCheck.NotIssued());
      assertThat(checks.check(TestBook.GTIN, "B000000000000000"))
          .isEqualTo(new CodeCheck.NotIssued());
      assertThat(checks.check(TestBook.GTIN, "nonsense")).isInstanceOf(CodeCheck.Malformed.class);
    }
  }

  @Test
  void batchIssuedWhileAListIsChecked_isFound() {
    CodeChecks checks = book.checks();
    Batch before = book.issue(TestBook.order("one", 10));
    assertThat(checks.check(TestBook.GTIN, serial(before, 9).text()))
        .isInstanceOf(CodeCheck.Genuine.class);

    Batch meanwhile = book.issue(TestBook.order("two", 10));

    assertThat(checks.check(TestBook.GTIN, serial(meanwhile, 0).text()))
        .isEqualTo(new CodeCheck.Genuine(meanwhile, 10, serial(meanwhile, 0)));
  }

  private Serial serial(Batch batch, long place) {
    return book.serials(batch).stream(place).findFirst().orElseThrow();
  }
}
