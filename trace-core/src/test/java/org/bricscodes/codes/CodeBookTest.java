package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeBookTest {

  private final TestBook test = new TestBook();
  private final CodeBook book = test.book();

  @Test
  void issue_firstBatch_startsAtCounterZeroOfTheQuarter() {
    Batch batch = book.issue(TestBook.order(200));

    assertThat(batch)
        .isEqualTo(
            new Batch(
                BatchId.parse("04600682000129-B-0000000"),
                "anxi-tea",
                200,
                "A26-07",
                null,
                null,
                null,
                List.of(),
                Instant.parse("2026-11-21T10:11:12.123456Z")));
    assertThat(book.batch(batch.id())).contains(batch);
  }

  @Test
  void issue_nextBatch_continuesBehindTheLast() {
    book.issue(TestBook.order(200));

    assertThat(book.issue(TestBook.order(1)).firstCounter()).isEqualTo(200);
    assertThat(test.book().issue(TestBook.order(1)).firstCounter()).isEqualTo(201);
  }

  @Test
  void issue_nextQuarter_startsANewEpoch() {
    Batch before = book.issue(TestBook.order(5));
    String serial = book.serials(before).stream().findFirst().orElseThrow().text();
    test.now = Instant.parse("2027-01-01T00:00:00Z");

    assertThat(book.issue(TestBook.order(5)).id()).hasToString("04600682000129-C-0000000");
    assertThat(book.check(TestBook.GTIN, serial)).isInstanceOf(CodeCheck.Genuine.class);
  }

  @Test
  void serials_areTheSameEveryTime() {
    Batch batch = book.issue(TestBook.order(1000));

    List<Serial> serials = book.serials(batch).stream().toList();

    assertThat(serials).hasSize(1000).doesNotHaveDuplicates();
    assertThat(test.book().serials(batch).stream()).containsExactlyElementsOf(serials);
    assertThat(book.serials(batch).stream(998))
        .containsExactlyElementsOf(serials.subList(998, 1000));
    assertThat(book.serials(batch).stream(1000)).isEmpty();
  }

  @Test
  void check_everySerialOfEveryBatch_isGenuineWithItsPlace() {
    Batch first = book.issue(TestBook.order("A", 300));
    Batch second = book.issue(TestBook.order("B", 300));

    long counter = 0;
    for (Batch batch : List.of(first, second)) {
      for (Serial serial : book.serials(batch).stream().toList()) {
        assertThat(book.check(TestBook.GTIN, batch.lot(), serial.text()))
            .isEqualTo(new CodeCheck.Genuine(batch, counter++, serial));
      }
    }
  }

  @Test
  void check_withoutLot_isGenuine() {
    Batch batch = book.issue(TestBook.order(1));
    Serial serial = book.serials(batch).stream().findFirst().orElseThrow();

    assertThat(book.check(TestBook.GTIN, serial.text()))
        .isEqualTo(new CodeCheck.Genuine(batch, 0, serial));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a26-07", "A26-08", "A26-07 ", ""})
  void check_anotherLot_isWrongLot(String lot) {
    Batch batch = book.issue(TestBook.order("A26-07", 1));
    Serial serial = book.serials(batch).stream().findFirst().orElseThrow();

    assertThat(book.check(TestBook.GTIN, lot, serial.text()))
        .isEqualTo(new CodeCheck.WrongLot(batch, 0, serial));
  }

  @Test
  void check_underAnotherGtin_isNotIssued() {
    Batch batch = book.issue(TestBook.order(1));
    String serial = book.serials(batch).stream().findFirst().orElseThrow().text();

    assertThat(book.check(TestBook.OTHER_GTIN, serial)).isEqualTo(new CodeCheck.NotIssued());
  }

  /** A correct serial of the next counter: what a thief of the key could make. */
  @Test
  void check_counterNotYetGivenOut_isNotIssued() {
    Batch batch = book.issue(TestBook.order(10));
    String eleventh =
        new SerialRun(
                TestKeys.MASTER.epochKey(batch.epoch()),
                new Batch(
                    batch.id(),
                    "anxi-tea",
                    11,
                    "A26-07",
                    null,
                    null,
                    null,
                    List.of(),
                    batch.created()))
            .stream(10).findFirst().orElseThrow().text();

    assertThat(book.check(TestBook.GTIN, eleventh)).isEqualTo(new CodeCheck.NotIssued());
  }

  @Test
  void check_epochNeverUsed_isNotIssued() {
    book.issue(TestBook.order(1));

    assertThat(book.check(TestBook.GTIN, "7GF04CNGMYKV4H93")).isEqualTo(new CodeCheck.NotIssued());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "b00000000000000o",
        "ſ000000000000000",
        "B00000000000000O",
        "B0000000000000000"
      })
  void check_notOurShape_isMalformed(String serial) {
    assertThat(book.check(TestBook.GTIN, serial)).isInstanceOf(CodeCheck.Malformed.class);
  }

  @Test
  void check_inLowerCase_isTheSerialThatWasIssued() {
    Batch batch = book.issue(TestBook.order(1));
    Serial serial = book.serials(batch).stream().findFirst().orElseThrow();
    String lower = serial.text().toLowerCase(Locale.ROOT);

    CodeCheck check = book.check(TestBook.GTIN, lower);

    assertThat(check).isEqualTo(new CodeCheck.Genuine(batch, 0, serial));
    assertThat(check.issued(lower)).isEqualTo(serial.text());
    assertThat(book.check(TestBook.GTIN, "OTHER", lower))
        .isEqualTo(new CodeCheck.WrongLot(batch, 0, serial));
    assertThat(book.check(TestBook.GTIN, "b000000000000000"))
        .as("may be another's own")
        .isInstanceOf(CodeCheck.Malformed.class);
  }

  @Test
  void firstIssuer_isWhoOrderedFirst_whateverIsOrderedSince() {
    assertThat(book.firstIssuer(TestBook.GTIN)).isEmpty();

    book.issue(TestBook.order(1));
    test.now = Instant.parse("2026-12-01T00:00:00Z");
    BatchOrder other =
        new BatchOrder("intruder", TestBook.GTIN, "X", 1, null, null, null, List.of(), null);
    book.issue(other);
    test.now = Instant.parse("2027-01-01T00:00:00Z");
    book.issue(other);

    assertThat(book.firstIssuer(TestBook.GTIN)).contains("anxi-tea");
    assertThat(book.issuers(TestBook.GTIN)).containsExactlyInAnyOrder("anxi-tea", "intruder");
    assertThat(book.firstIssuer(TestBook.OTHER_GTIN)).isEmpty();
  }

  @Test
  void check_withAnotherMasterKey_isKeyUnknown() {
    Batch batch = book.issue(TestBook.order(1));
    String serial = book.serials(batch).stream().findFirst().orElseThrow().text();
    CodeBook stranger = test.book(TestKeys.OTHER);

    assertThat(stranger.check(TestBook.GTIN, serial))
        .isEqualTo(new CodeCheck.KeyUnknown(new KeyEpoch(11)));
    assertThat(stranger.unreadableEpochs()).containsExactly(new KeyEpoch(11));
    assertThat(book.unreadableEpochs()).isEmpty();
  }

  @Test
  void issue_withAnotherMasterKey_isRefusedAndIssuesNothing() {
    book.issue(TestBook.order(1));
    CodeBook stranger = test.book(TestKeys.OTHER);

    assertThatThrownBy(() -> stranger.issue(TestBook.order(1)))
        .isInstanceOf(CodesException.KeyMismatch.class);
    assertThat(book.issue(TestBook.order(1)).firstCounter()).isEqualTo(1);
  }

  @Test
  void serials_withAnotherMasterKey_areRefused() {
    Batch batch = book.issue(TestBook.order(1));

    assertThatThrownBy(() -> test.book(TestKeys.OTHER).serials(batch))
        .isInstanceOf(CodesException.KeyMismatch.class);
  }

  @Test
  void issue_countersUsedUp_isRefusedUntilNextQuarter() {
    for (int i = 0; i < 343; i++) {
      book.issue(TestBook.order(BatchOrder.MAX_QUANTITY));
    }
    long left = (1L << 35) - 343 * BatchOrder.MAX_QUANTITY;

    CodesException.CountersExhausted refused =
        catchThrowableOfType(
            CodesException.CountersExhausted.class, () -> book.issue(TestBook.order(left + 1)));

    assertThat(refused.left()).isEqualTo(59_738_368);
    Batch last = book.issue(TestBook.order(left));
    Serial serial = book.serials(last).stream(left - 1).findFirst().orElseThrow();
    assertThat(book.check(TestBook.GTIN, serial.text()))
        .isEqualTo(new CodeCheck.Genuine(last, (1L << 35) - 1, serial));
    test.now = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(book.issue(TestBook.order(1)).firstCounter()).isZero();
  }
}
