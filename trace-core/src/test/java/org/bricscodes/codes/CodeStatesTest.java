package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.bricscodes.codes.CodeState.Status;
import org.bricscodes.codes.CodeStates.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeStatesTest {

  private final TestBook test = new TestBook();
  private final CodeStates states = test.states();
  private final CodeBook book = test.book();
  private final Batch batch = book.issue(TestBook.order(2));
  private final Serial serial = book.serials(batch).stream().findFirst().orElseThrow();
  private final CodeSubject item = new CodeSubject.Item(TestBook.GTIN, batch.epoch(), 0);
  private final CodeSubject whole = new CodeSubject.WholeBatch(batch.id());

  @Test
  void state_neverSet_isAsIssued() {
    assertThat(states.state(item)).isEqualTo(CodeState.ISSUED);
    assertThat(states.history(item)).isEmpty();
    assertThat(states.standing(new CodeCheck.Genuine(batch, 0, serial)))
        .isEqualTo(CodeState.ISSUED);
  }

  @Test
  void set_void_isKeptWithWhoWhenAndWhy() {
    Change change = states.set(item, Status.VOID, "anxi-tea", "label spoiled");

    CodeState expected =
        new CodeState(
            Status.VOID, "anxi-tea", Instant.parse("2026-11-21T10:11:12.123456Z"), "label spoiled");
    assertThat(change).isEqualTo(new Change.Done(expected));
    assertThat(test.states().state(item)).isEqualTo(expected);
    assertThat(states.state(whole)).isEqualTo(CodeState.ISSUED);
  }

  @Test
  void set_sameStatusAgain_changesNothing() {
    states.set(item, Status.VOID, "anxi-tea", "label spoiled");

    assertThat(states.set(item, Status.VOID, "other", "again"))
        .isInstanceOf(Change.Unchanged.class);
    assertThat(states.history(item)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ORDERED, PRINTED, true",
    "ORDERED, ACTIVE, true",
    "ORDERED, SOLD, true",
    "ORDERED, VOID, true",
    "PRINTED, ORDERED, false",
    "PRINTED, APPLIED, true",
    "PRINTED, RECALLED, true",
    "APPLIED, PRINTED, false",
    "APPLIED, ACTIVE, true",
    "ACTIVE, APPLIED, false",
    "ACTIVE, SOLD, true",
    "ACTIVE, RECALLED, true",
    "ACTIVE, VOID, true",
    "SOLD, ACTIVE, true",
    "SOLD, RECALLED, true",
    "SOLD, VOID, true",
    "RECALLED, ACTIVE, true",
    "RECALLED, SOLD, false",
    "RECALLED, VOID, true",
    "VOID, ACTIVE, false",
    "VOID, SOLD, false",
    "VOID, RECALLED, false",
  })
  void successors_areThese(Status from, Status to, boolean allowed) {
    assertThat(from.successors().contains(to)).isEqualTo(allowed);
  }

  @Test
  void set_voidToActive_isRefused() {
    states.set(item, Status.VOID, "anxi-tea", "stolen roll");

    assertThat(states.set(item, Status.ACTIVE, "anxi-tea", "found"))
        .isInstanceOf(Change.Refused.class);
    assertThat(states.state(item).status()).isEqualTo(Status.VOID);
  }

  @Test
  void history_ofRecallLifted_showsEveryStep() {
    states.set(whole, Status.RECALLED, "anxi-tea", "residue");
    test.now = test.now.plusSeconds(1);
    states.set(whole, Status.ACTIVE, "anxi-tea", "second test clean");

    List<CodeState> history = states.history(whole);

    assertThat(history)
        .extracting(CodeState::status)
        .containsExactly(Status.RECALLED, Status.ACTIVE);
    assertThat(history.getLast()).isEqualTo(states.state(whole));
  }

  @ParameterizedTest
  @CsvSource({
    "SOLD, RECALLED, RECALLED",
    "RECALLED, SOLD, RECALLED",
    "VOID, RECALLED, VOID",
    "SOLD, VOID, VOID",
  })
  void standing_ofItemAndBatch_isTheGraver(Status ofItem, Status ofBatch, Status standing) {
    states.set(item, ofItem, "anxi-tea", "r");
    states.set(whole, ofBatch, "anxi-tea", "r");

    assertThat(states.standing(new CodeCheck.Genuine(batch, 0, serial)).status())
        .isEqualTo(standing);
  }

  @Test
  void set_withoutPartyOrReason_namesBoth() {
    assertThatThrownBy(() -> states.set(item, Status.VOID, "", "x".repeat(201)))
        .isInstanceOfSatisfying(
            CodesException.InvalidOrder.class,
            refused ->
                assertThat(refused.faults())
                    .extracting(OrderFault::field)
                    .containsExactly("by", "reason"));
  }
}
