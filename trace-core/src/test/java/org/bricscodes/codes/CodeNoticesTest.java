package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.bricscodes.codes.CodeNotices.Notice;
import org.bricscodes.codes.FailingStore.Moment;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;

class CodeNoticesTest {

  private final InMemoryStore memory = new InMemoryStore(TestBook.tables());
  private final TestBook test = new TestBook(memory);

  @Test
  void issueAndReport_areToldUntilSettled() {
    Batch batch = test.book().issue(TestBook.order(10));
    CodeLife life = test.life();
    BatchReport report =
        life.report(batch, new StageReport(Stage.PRINTED, 0, 10, "p", null, List.of(), null, null));

    List<Notice> pending = life.notices().pending(10);
    assertThat(pending).extracting(Notice::batch).containsExactly(batch, batch);
    assertThat(pending).extracting(Notice::report).containsExactly(null, report);
    assertThat(pending.get(0).seal()).matches("[0-9a-f]{64}").isEqualTo(pending.get(1).seal());

    pending.forEach(life.notices()::settle);
    assertThat(test.life().notices().pending(10)).isEmpty();
  }

  @Test
  void issueThatDiedBeforeTheBatch_isNotTold_andForgottenLater() {
    FailingStore failing = new FailingStore(memory);
    failing.failAt(5, Moment.BEFORE);
    assertThatThrownBy(() -> new TestBook(failing).book().issue(TestBook.order(10)));

    assertThat(test.life().notices().pending(10)).isEmpty();

    test.now = test.now.plus(Duration.ofHours(2));
    assertThat(test.life().notices().pending(10)).isEmpty();
    // Nothing is left of it: the next batch of the same place is told because it has its own.
    Batch batch = test.book().issue(TestBook.order(5));
    assertThat(test.life().notices().pending(10)).extracting(Notice::batch).containsExactly(batch);
  }

  @Test
  void issueThatDiedAfterTheBatch_isTold() {
    FailingStore failing = new FailingStore(memory);
    failing.failAt(5, Moment.AFTER);
    assertThatThrownBy(() -> new TestBook(failing).book().issue(TestBook.order(10)));

    assertThat(test.life().notices().pending(10))
        .extracting(notice -> notice.batch().count())
        .containsExactly(10L);
  }

  @Test
  void noticePutAside_isKept_andToldAfterARetry() {
    test.book().issue(TestBook.order(10));
    Batch second = test.book().issue(TestBook.order(5));
    CodeNotices notices = test.life().notices();
    List<Notice> both = notices.pending(10);

    notices.park(both.getFirst());

    assertThat(notices.pending(10)).containsExactly(both.getLast());
    assertThat(notices.pendingAfter(both.getLast(), 10)).isEmpty();
    assertThat(notices.pending(second.id(), 10))
        .extracting(Notice::batch)
        .allMatch(batch -> batch.equals(second));
    assertThat(notices.retry()).isEqualTo(1);
    assertThat(notices.pending(10)).containsExactlyElementsOf(both);
  }

  @Test
  void oldOrphanDropped_leavesTheFreshNoticeOfTheSameNumber() {
    Batch batch = test.book().issue(TestBook.order(10));
    CodeNotices notices = test.life().notices();
    notices.pending(10).forEach(notices::settle);
    notices.intend(batch.id(), 1); // its writer died
    test.now = test.now.plus(Duration.ofHours(2));
    FailingStore slow = new FailingStore(memory);
    slow.afterScan(() -> notices.intend(batch.id(), 1)); // another writer, in between
    TestBook other = new TestBook(slow);
    other.now = test.now;

    assertThat(other.life().notices().pending(10)).isEmpty();
    test.life()
        .report(batch, new StageReport(Stage.PRINTED, 0, 10, "p", null, List.of(), null, null));

    assertThat(notices.pending(10)).extracting(notice -> notice.batch().id()).contains(batch.id());
  }

  @Test
  void seals_ofTwoBatches_differ() {
    test.book().issue(TestBook.order(10));
    test.book().issue(TestBook.order(10));

    assertThat(test.life().notices().pending(10)).extracting(Notice::seal).doesNotHaveDuplicates();
  }
}
