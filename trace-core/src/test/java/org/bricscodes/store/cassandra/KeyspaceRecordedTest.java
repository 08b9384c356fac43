package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.junit.jupiter.api.Test;

/** What a keyspace says it holds, compared with what is wanted of it. */
class KeyspaceRecordedTest {

  private static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  private static final Table BODIES = new Table("bodies", Table.Shape.BODIES);
  private static final Table TERMS = new Table("terms", Table.Shape.POSTINGS);

  private final Keyspace.Recorded held =
      new Keyspace.Recorded(Layout.VERSION, "00", Map.of("rows", "ROWS", "terms", "POSTINGS"));

  @Test
  void service_leavingOutATable_isRefused_andALogIsNot() {
    Set<Table> some = Set.of(ROWS);

    assertThatThrownBy(() -> held.requireReadableAs(some))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("the store holds table terms, which this program does not know");
    assertThatCode(() -> held.requireHolds(some)).doesNotThrowAnyException();
  }

  @Test
  void log_wantingTablesThatAreNotThere_isTold_whichAndWhatToDo() {
    Table more = new Table("more", Table.Shape.ROWS);

    assertThatThrownBy(() -> held.requireHolds(Set.of(TERMS, more, BODIES)))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage(
            "the store lacks the tables bodies, more: the service must have been started once"
                + " before a part is held beside it");
  }

  @Test
  void log_wantingAnotherShape_isRefused() {
    Table other = new Table("rows", Table.Shape.STATES);

    assertThatThrownBy(() -> held.requireHolds(Set.of(other)))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("table rows was made as ROWS and is opened as STATES");
  }

  @Test
  void storeOfALaterLayout_isRefused() {
    Keyspace.Recorded later = new Keyspace.Recorded(Layout.VERSION + 1, "00", Map.of());

    assertThatThrownBy(() -> later.requireHolds(Set.of(ROWS)))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("the store has layout version 3, this program reads 2");
    assertThatThrownBy(() -> later.requireReadableAs(Set.of(ROWS)))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("the store has layout version 3, this program reads 2");
  }

  @Test
  void storeOfAnEarlierLayout_isTheServicesToOpenFirst() {
    Keyspace.Recorded earlier = new Keyspace.Recorded(1, "00", Map.of("rows", "ROWS"));

    assertThatThrownBy(() -> earlier.requireHolds(Set.of(ROWS)))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage(
            "an earlier version filled the store: the service must have been started by this one"
                + " before a part is held beside it");
    assertThatCode(() -> earlier.requireReadableAs(Set.of(ROWS))).doesNotThrowAnyException();
  }
}
