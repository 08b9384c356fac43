package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Write;
import org.junit.jupiter.api.Test;

/** A store that was written before parties were listed. */
class EarlierPartiesTest {

  private static final Gtin TEA = TestBook.GTIN;

  private final InMemoryStore rows = new InMemoryStore(TestBook.tables());
  private final TestBook process = new TestBook(rows);

  static int finish(EarlierParties earlier) {
    int steps = 0;
    while (!earlier.isDone()) {
      earlier.step();
      steps++;
    }
    return steps;
  }

  /** As it was: batches and aliases, and nobody listed. */
  private void write() {
    CodeBook book = process.book();
    for (int i = 0; i < 1_500; i++) {
      book.issue(new BatchOrder("p" + i % 3, TEA, "L" + i, 5, null, null, null, List.of(), null));
    }
    AliasCode item = AliasCode.parse(AliasScheme.SGTIN, "/01/06001234567899/10/A/21/P1");
    process.aliases().put("garden", item, item.item().orElseThrow());
    for (SweepPage.Entry row : rows.sweep(Sweep.of(Rows.PARTIES, 10_000)).rows()) {
      StoreAnswer.await(rows.write(List.of(new Write.Delete(row.key()))));
    }
  }

  @Test
  void batchesAndAliasesOfBefore_areListedOnce_alsoAcrossAStart() {
    write();
    assertThat(process.book().issuers(TEA))
        .as("until then the first batches tell")
        .containsExactlyInAnyOrder("p0", "p1", "p2");

    EarlierParties begun = new EarlierParties(rows);
    begun.step();
    assertThat(begun.isDone()).isFalse();
    int steps = finish(new EarlierParties(rows));

    // 1,501 rows of one GTIN and epoch were begun with 1,000; then the aliases.
    assertThat(steps).isEqualTo(2);
    CodeBook book = process.book();
    CodeOwners owners = new CodeOwners(rows, book, gtin -> null);
    assertThat(book.partiesAreKnown()).isTrue();
    assertThat(book.issuers(TEA)).isEqualTo(Set.of("p0", "p1", "p2"));
    assertThat(owners.ofLot(TEA, "L1499")).containsExactly("p2");
    assertThat(owners.ofLot(TestBook.OTHER_GTIN, "A")).containsExactly("garden");
    assertThat(finish(new EarlierParties(rows))).as("every later start").isZero();
  }

  @Test
  void emptyStore_isDoneAtOnce() {
    assertThat(finish(new EarlierParties(rows))).isEqualTo(2);
    assertThat(finish(new EarlierParties(rows))).isZero();
  }
}
