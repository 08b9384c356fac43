package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.bricscodes.codes.EpochStatus.Standing;
import org.bricscodes.codes.FailingStore.Moment;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyEpochsTest {

  private static final OptionalLong ANY = OptionalLong.empty();

  /** The fourth quarter of 2026. */
  private static final long ORDINAL = 8107;

  private final TestBook test = new TestBook();
  private final KeyRing ring = KeyRing.growing(List.of(TestKeys.MASTER), () -> TestKeys.OTHER);
  private final CodeBook book = test.book(ring);
  private final KeyEpochs epochs = book.epochs();

  @Test
  void current_atFirst_isTheQuarter() {
    assertThat(epochs.current())
        .isEqualTo(
            new IssuingEpoch(ORDINAL, 0, TestBook.START.truncatedTo(ChronoUnit.MICROS), "", ""));
    assertThat(epochs.current().epoch()).hasToString("B");
  }

  @Test
  void rotate_movesOnAtOnce_andTheCalendarCatchesUp() {
    Batch before = book.issue(TestBook.order(1));

    IssuingEpoch next = epochs.rotate("operator", "laptop stolen", ANY);

    assertThat(next.ordinal()).isEqualTo(ORDINAL + 1);
    Batch after = book.issue(TestBook.order(1));
    assertThat(after.epoch()).hasToString("C");
    assertThat(test.book(ring).issue(TestBook.order(1)).id())
        .hasToString("04600682000129-C-0000001");
    assertGenuine(before);
    assertGenuine(after);
    test.now = Instant.parse("2027-02-01T00:00:00Z"); // the quarter of C
    assertThat(epochs.current()).isEqualTo(next);
    test.now = Instant.parse("2027-04-01T00:00:00Z");
    assertThat(epochs.current().epoch()).hasToString("D");
    assertThat(epochs.history())
        .extracting(IssuingEpoch::ordinal, IssuingEpoch::by, IssuingEpoch::reason)
        .containsExactly(
            tuple(ORDINAL + 2, "", ""),
            tuple(ORDINAL + 1, "operator", "laptop stolen"),
            tuple(ORDINAL, "", ""));
  }

  @Test
  void rotate_repeatedFromTheSameEpoch_movesOnce() {
    long from = epochs.current().ordinal();
    epochs.rotate("operator", "drill", OptionalLong.of(from));

    CodesException.EpochMoved moved =
        catchThrowableOfType(
            CodesException.EpochMoved.class,
            () -> epochs.rotate("operator", "drill", OptionalLong.of(from)));

    assertThat(moved.ordinal()).isEqualTo(ORDINAL + 1);
    assertThat(epochs.current().ordinal()).isEqualTo(ORDINAL + 1);
  }

  @Test
  void clock_setBack_movesNothingBack() {
    epochs.rotate("operator", "drill", ANY);
    test.now = Instant.parse("2019-01-01T00:00:00Z");

    assertThat(epochs.current().ordinal()).isEqualTo(ORDINAL + 1);
    assertThat(epochs.rotate("operator", "again", ANY).ordinal()).isEqualTo(ORDINAL + 2);
  }

  /** Data from before epochs were recorded: codes of this quarter, and no word which is current. */
  @Test
  void rotate_whereNoneIsRecordedYet_leavesTheQuarter() {
    assertThat(epochs.rotate("operator", "drill", ANY).ordinal()).isEqualTo(ORDINAL + 1);
  }

  @Test
  void compromise_ofTheCurrentEpoch_keepsItsCodesAndIssuesNoMore() {
    Batch leaked = book.issue(TestBook.order(3));
    Instant since = Instant.parse("2026-11-20T00:00:00Z");

    EpochStatus status =
        epochs.compromise(leaked.epoch(), 0, since, "operator", "key seen in a mail");

    assertThat(status.standing()).isEqualTo(Standing.COMPROMISED);
    assertThat(status.compromise())
        .isEqualTo(
            new Compromise(
                since,
                TestBook.START.truncatedTo(ChronoUnit.MICROS),
                "operator",
                "key seen in a mail"));
    assertThat(book.issue(TestBook.order(1)).epoch()).hasToString("C");
    CodeCheck.Genuine old = assertGenuine(leaked);
    assertThat(epochs.status(old).standing()).isEqualTo(Standing.COMPROMISED);
  }

  @Test
  void compromise_recordedAgain_keepsTheEarlierTime() {
    book.issue(TestBook.order(1));
    KeyEpoch epoch = epochs.current().epoch();
    Instant early = Instant.parse("2026-10-01T00:00:00Z");
    Instant late = Instant.parse("2026-11-01T00:00:00Z");
    epochs.compromise(epoch, 0, late, "a", "first");

    assertThat(epochs.compromise(epoch, 0, early, "b", "second").compromise())
        .extracting("since", "by")
        .containsExactly(early, "b");
    assertThat(epochs.compromise(epoch, 0, late, "c", "third").compromise())
        .extracting("since", "by")
        .containsExactly(early, "b");
  }

  @Test
  void compromise_ofWhatIsNot_isRefused() {
    assertThatThrownBy(
            () -> epochs.compromise(new KeyEpoch(3), 0, TestBook.START, "operator", "typo"))
        .isInstanceOf(IllegalArgumentException.class);
    book.issue(TestBook.order(1));
    assertThatThrownBy(
            () ->
                epochs.compromise(
                    new KeyEpoch(11), 0, TestBook.START.plusSeconds(1), "operator", "soon"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> epochs.compromise(new KeyEpoch(11), 0, TestBook.START, "operator", " "))
        .isInstanceOf(CodesException.InvalidOrder.class);
    assertThatThrownBy(() -> epochs.rotate("", "", ANY))
        .isInstanceOfSatisfying(
            CodesException.InvalidOrder.class, e -> assertThat(e.faults()).hasSize(2));
  }

  @Test
  void rotateMasterKey_newEpochsUseIt_andOldOnesKeepTheirs() {
    Batch before = book.issue(TestBook.order(5));

    IssuingEpoch next = epochs.rotateMasterKey("operator", "yearly", ANY);

    Batch after = book.issue(TestBook.order(5));
    assertThat(next.epoch()).hasToString("C");
    assertThat(epochs.masterKeys()).hasSize(2).first().isEqualTo("0c464c76cd382739");
    assertGenuine(before);
    assertGenuine(after);
    Serial serial = book.serials(after).stream().findFirst().orElseThrow();
    assertThat(test.book().check(TestBook.GTIN, serial.text()))
        .isInstanceOf(CodeCheck.KeyUnknown.class);
    assertThat(epochs.list())
        .extracting(EpochStatus::toString)
        .allMatch(text -> text.contains("keyHere=true"));
    assertThat(epochs.list())
        .extracting(s -> s.epoch().toString() + " " + s.standing() + " " + epochs.issued(s))
        .containsExactly("B RETIRED 5", "C CURRENT 5");
  }

  @Test
  void grow_keysFromOutside_isRefused() {
    KeyEpochs given = test.book().epochs();

    assertThatThrownBy(() -> given.rotateMasterKey("operator", "yearly", ANY))
        .isInstanceOf(CodesException.UnusableKey.class);
  }

  /**
   * All 32 characters compromised: only a new master key helps, and then the characters do again.
   */
  @Test
  void everyEpochCompromised_needsANewMasterKey_whichBeginsSecondGenerations() {
    Batch first = compromiseAll();
    assertThatThrownBy(() -> book.issue(TestBook.order(1)))
        .isInstanceOf(CodesException.EpochsExhausted.class);
    assertThatThrownBy(() -> epochs.rotate("operator", "again", ANY))
        .isInstanceOf(CodesException.EpochsExhausted.class);

    IssuingEpoch next = epochs.rotateMasterKey("operator", "start over", ANY);

    assertThat(next)
        .extracting(IssuingEpoch::ordinal, IssuingEpoch::generation)
        .containsExactly(ORDINAL + 32, 1);
    Batch second = book.issue(TestBook.order(4));
    assertThat(second.id()).hasToString("04600682000129-B-0000004");
    assertThat(epochs.status(assertGenuine(first)).standing()).isEqualTo(Standing.COMPROMISED);
    EpochStatus status = epochs.status(assertGenuine(second));
    assertThat(status)
        .extracting(EpochStatus::standing, EpochStatus::generation)
        .containsExactly(Standing.CURRENT, 1);
    assertThat(epochs.issued(status)).isEqualTo(4);
    assertThat(book.serials(first).stream())
        .doesNotContainAnyElementsOf(book.serials(second).stream().toList());
  }

  /**
   * The thief of the first key makes serials in the range of the second: they were never issued.
   */
  @Test
  void check_counterOfALaterGenerationUnderTheOldKey_isNotIssued() {
    compromiseAll();
    epochs.rotateMasterKey("operator", "start over", ANY);
    Batch second = book.issue(TestBook.order(4));

    Serial forged =
        new SerialRun(TestKeys.MASTER.epochKey(second.epoch()), second)
            .stream().findFirst().orElseThrow();

    assertThat(book.check(TestBook.GTIN, forged.text())).isEqualTo(new CodeCheck.NotIssued());
  }

  @Test
  void check_ofAGenerationThatAnotherProcessBegan_isGenuineWithinASecond() {
    CodeBook other = test.book(ring);
    for (int i = 0; i < 32; i++) {
      Batch batch = other.issue(TestBook.order(1));
      assertThat(other.check(TestBook.GTIN, serial(other, batch)))
          .isInstanceOf(CodeCheck.Genuine.class);
      epochs.compromise(batch.epoch(), 0, test.now, "operator", "all of them");
    }
    epochs.rotateMasterKey("operator", "start over", ANY);
    String serial = serial(book, book.issue(TestBook.order(1)));

    test.now = test.now.plusSeconds(1);

    assertThat(other.check(TestBook.GTIN, serial)).isInstanceOf(CodeCheck.Genuine.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, BEFORE, 8108", // the key id of the next epoch
    "1, AFTER, 8108",
    "2, BEFORE, 8108", // the epoch becomes current
    "2, AFTER, 8109", // it did, and the repeated call moves on once more
  })
  void rotate_failsAtAWrite_isRepeatable(int write, Moment moment, long ordinal) {
    InMemoryStore memory = new InMemoryStore(TestBook.tables());
    FailingStore failing = new FailingStore(memory);
    CodeBook crashed = process(failing, 1);
    crashed.issue(TestBook.order(1));
    failing.failAt(write, moment);
    assertThatThrownBy(() -> crashed.epochs().rotate("operator", "drill", ANY))
        .isInstanceOf(StoreException.Unavailable.class);

    CodeBook restarted = process(memory, 2);

    assertThat(restarted.epochs().rotate("operator", "drill", ANY).ordinal()).isEqualTo(ordinal);
    assertThat(restarted.issue(TestBook.order(1)).epoch()).isEqualTo(KeyEpoch.ofOrdinal(ordinal));
  }

  /** Four codes of every character, and every key of theirs known to others; the first batch. */
  private Batch compromiseAll() {
    Batch first = book.issue(TestBook.order(4));
    epochs.compromise(first.epoch(), 0, test.now, "operator", "all of them");
    for (int i = 1; i < 32; i++) {
      Batch batch = book.issue(TestBook.order(4));
      epochs.compromise(batch.epoch(), 0, test.now, "operator", "all of them");
    }
    return first;
  }

  private CodeCheck.Genuine assertGenuine(Batch batch) {
    CodeCheck check = book.check(TestBook.GTIN, batch.lot(), serial(book, batch));
    assertThat(check).isInstanceOf(CodeCheck.Genuine.class);
    CodeCheck.Genuine genuine = (CodeCheck.Genuine) check;
    assertThat(genuine.batch()).isEqualTo(batch);
    return genuine;
  }

  private static CodeBook process(Store store, int seed) {
    return new CodeBook(store, TestKeys.MASTER, () -> TestBook.START, new Random(seed));
  }

  private static String serial(CodeBook book, Batch batch) {
    return book.serials(batch).stream().findFirst().orElseThrow().text();
  }
}
