package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.EarlierRecalls;
import org.bricscodes.codes.Aliases;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.EarlierParties;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.junit.jupiter.api.Test;

/** What a start makes up for, behind the service. */
final class EarlierRecordsTest {

  private final InMemoryStore store = new InMemoryStore(tables());
  private final TermIndex index = new TermIndex(store, CaptureTables.TERM);
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);

  private static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(CaptureTables.all());
    tables.addAll(CodeBook.tables());
    tables.addAll(Aliases.tables());
    return tables;
  }

  private boolean isDone() {
    return new EarlierParties(store).isDone() && new EarlierRecalls(store, index, reader).isDone();
  }

  @Test
  void start_finishesBoth_andEndsItself() throws InterruptedException {
    assertThat(isDone()).isFalse();

    EarlierRecords records = EarlierRecords.start(store, index, reader);
    for (int i = 0; i < 1_000 && !isDone(); i++) {
      Thread.sleep(10); // a thread of its own
    }
    assertThat(isDone()).isTrue();
    records.close();
  }
}
