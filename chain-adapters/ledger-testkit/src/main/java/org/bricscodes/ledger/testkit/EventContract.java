package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@link EventRecorder} promises, as tests. Of a ledger without it one thing is tested: that
 * it says so.
 */
abstract class EventContract extends ContractCase {

  EventContract() {}

  @Test
  @Tag("Events")
  void events_facet_isThereExactlyIfClaimed() {
    assertThat(ledger.events().isPresent()).isEqualTo(has(Capability.PER_EVENT));
    if (!has(Capability.PER_EVENT)) {
      assertThat(faultOf(() -> ledger.prepare(event(0), WITHIN))).isEqualTo(Fault.UNSUPPORTED);
    }
  }

  @Test
  @Tag("Events")
  void event_final_hasAReceiptThatHoldsAndRoundTrips() throws Exception {
    if (lacks(Capability.PER_EVENT)) {
      return; // tested to be absent above
    }
    Prepared prepared = finished(event(3));

    EventReceipt receipt = recorder().receipt(prepared, WITHIN);

    assertThat(receipt.event()).isEqualTo(event(3));
    assertThat(receipt.txId()).isEqualTo(prepared.txId());
    assertThat(EventReceipt.parse(receipt.bytes())).isEqualTo(receipt);
    assertThat(recorder().verify(receipt, event(3), WITHIN)).isEqualTo(new ReceiptVerdict.Valid());
  }

  @Test
  @Tag("Events")
  void event_notSubmitted_hasNoReceiptAndNoEffect() throws Exception {
    if (lacks(Capability.PER_EVENT)) {
      return; // tested to be absent above
    }
    Prepared prepared = ledger.prepare(event(3), WITHIN);

    assertThat(faultOf(() -> recorder().receipt(prepared, WITHIN))).isEqualTo(Fault.NOT_FINAL);
    assertThat(state(prepared)).isInstanceOf(TxState.Absent.class);
  }

  @Test
  @Tag("Events")
  void event_answerLost_isFoundByIdAndTakenOnce() throws Exception {
    if (lacks(Capability.PER_EVENT)) {
      return; // tested to be absent above
    }
    Prepared prepared = submitted(event(3));

    reopen();
    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.KNOWN);
    settle();

    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  @Tag("Events")
  void event_again_isTaken() throws Exception {
    if (lacks(Capability.PER_EVENT)) {
      return; // tested to be absent above
    }
    finished(event(3));

    Prepared again = finished(event(3));

    assertThat(state(again)).isInstanceOf(TxState.Final.class);
  }

  @Test
  @Tag("Events")
  void events_severalOpen_becomeFinalTogether() throws Exception {
    if (lacks(Capability.PER_EVENT)) {
      return; // tested to be absent above
    }
    List<Prepared> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      open.add(submitted(event(i)));
    }
    settle();

    assertThat(ledger.inspect(open, WITHIN).states())
        .hasSize(4)
        .hasOnlyElementsOfType(TxState.Final.class);
  }

  @Test
  @Tag("Events")
  void event_besideAnchors_movesNoHead() throws Exception {
    if (lacks(Capability.PER_EVENT)) {
      return; // tested to be absent above
    }
    finished(log.anchor(7));
    Prepared event = finished(event(100));

    assertThat(ledger.head(log.origin(), WITHIN).orElseThrow().checkpoint())
        .isEqualTo(log.anchor(7).checkpoint());
    assertThat(faultOf(() -> ledger.receipt(event, WITHIN))).isEqualTo(Fault.INVALID_INPUT);
  }

  @Test
  @Tag("Events")
  void eventReceipt_anyByteChanged_isNotValid() throws Exception {
    if (lacks(Capability.PER_EVENT)) {
      return; // tested to be absent above
    }
    byte[] genuine = recorder().receipt(finished(event(3)), WITHIN).bytes();

    for (int i = 0; i < genuine.length; i++) {
      byte[] tampered = genuine.clone();
      tampered[i] ^= 1;
      assertThat(isTaken(tampered)).as("receipt with byte %d changed", i).isFalse();
    }
  }

  @Test
  @Tag("Events")
  void eventReceipt_ofOtherEvent_isNotValid() throws Exception {
    if (lacks(Capability.PER_EVENT)) {
      return; // tested to be absent above
    }
    EventReceipt receipt = recorder().receipt(finished(event(3)), WITHIN);

    for (EventRecord other :
        List.of(
            event(4),
            new EventRecord("log.example/other", 3, event(3).leaf()),
            new EventRecord(log.origin(), 3, event(4).leaf()))) {
      assertThat(recorder().verify(receipt, other, WITHIN))
          .isNotEqualTo(new ReceiptVerdict.Valid());
    }
  }

  private EventRecorder recorder() {
    return ledger.events().orElseThrow();
  }

  private EventRecord event(long index) {
    return new EventRecord(
        log.origin(), index, Digest.sha256(("leaf " + index).getBytes(StandardCharsets.UTF_8)));
  }

  private boolean isTaken(byte[] receiptBytes) throws Exception {
    EventReceipt receipt;
    try {
      receipt = EventReceipt.parse(receiptBytes);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return recorder().verify(receipt, event(3), WITHIN).equals(new ReceiptVerdict.Valid());
  }
}
