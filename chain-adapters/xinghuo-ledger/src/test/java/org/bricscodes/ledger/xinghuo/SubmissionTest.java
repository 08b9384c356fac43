package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.xinghuo.ModelNode.Mishap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes say to transactions, and what is made of it. */
final class SubmissionTest extends Case {

  private static final String SUBMIT = "/submitTransaction";

  @ParameterizedTest
  @CsvSource({
    "1, internal error, TIMEOUT, POSSIBLE",
    "2, bad parameter, INVALID_INPUT, NONE",
    "4, not found, TIMEOUT, POSSIBLE",
    "5, dropped, TIMEOUT, POSSIBLE",
    "6, access denied, UNAUTHORIZED, NONE",
    "93, weight, UNAUTHORIZED, NONE",
    "94, address, INVALID_INPUT, NONE",
    "98, operations, INVALID_INPUT, NONE",
    "99, bad nonce, NONCE_TOO_LOW, POSSIBLE",
    "100, reserve, INSUFFICIENT_FUNDS, NONE",
    "103, no account, INSUFFICIENT_FUNDS, NONE",
    "106, reserve, INSUFFICIENT_FUNDS, NONE",
    "111, fee, UNDERPRICED, NOT_BY_THIS_CALL",
    "112, fee, UNDERPRICED, NOT_BY_THIS_CALL",
    "144, version, CONFLICT, NONE",
    "146, too big, INVALID_INPUT, NONE",
    "151, contract, REJECTED, NONE",
    "157, contract, REJECTED, NONE",
    "160, Drop the transaction to insert queue because of low fee, UNDERPRICED, NOT_BY_THIS_CALL",
    "160, queue, POOL_FULL, NOT_BY_THIS_CALL",
    "170, domain, INVALID_INPUT, NONE",
    "4711, something new, TIMEOUT, POSSIBLE",
    "9000000000000, something new, TIMEOUT, POSSIBLE"
  })
  void submit_code_isTheFault(long code, String text, Fault fault, Fault.Effect effect)
      throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    first().refuse(code, text);

    LedgerException failure = failure(() -> ledger.submit(prepared, WITHIN));

    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.fault().effect()).isEqualTo(effect);
    assertThat(failure).hasMessageContaining(code + " " + text);
    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({"3", "2", "5", "99", "144"})
  void submit_executedAlready_isKnownWhateverTheCode(int code) throws Exception {
    Prepared prepared = finished(log.anchor(7));
    first().refuse(code, "");

    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.KNOWN);
  }

  @Test
  void submit_poolFull_goesToTheNextNode() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    first().refuse(114, "pool full");

    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
  }

  @Test
  void submit_poolFullEverywhere_saysSo() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    network.chain.limitPool(0);

    assertThat(failure(() -> ledger.submit(prepared, WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class)
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.POOL_FULL));
  }

  /** The node took it and the gateway before it gave up waiting, or would not wait. */
  @ParameterizedTest
  @ValueSource(ints = {400, 408, 499, 500, 502, 503, 504})
  void submit_gatewayGivesUp_mayExistAndIsFoundById(int status) throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    first().gatewayAnswers(SUBMIT, status);
    second().close();

    LedgerException failure = failure(() -> ledger.submit(prepared, WITHIN));

    assertThat(failure).isInstanceOf(LedgerException.OutcomeUnknown.class);
    assertThat(failure.fault()).isEqualTo(Fault.TIMEOUT);
    network.chain.mine();
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 413, 429})
  void submit_turnedAway_tookNothing(int status) throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    first().turnsAway(SUBMIT, status);
    second().close();

    assertThat(failure(() -> ledger.submit(prepared, WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageContaining("HTTP status " + status);
    network.chain.mine();
    assertThat(network.chain.executed()).isEmpty();
  }

  @Test
  void submit_answerLostByOneNode_isResolvedByTheNext() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    first().mishaps(SUBMIT, Mishap.LOSE_ANSWER);

    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.KNOWN);
    network.chain.mine();
    assertThat(network.chain.executed()).hasSize(1);
  }

  @Test
  void submit_requestLostByOneNode_goesThroughAtTheNext() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    first().mishaps(SUBMIT, Mishap.LOSE_REQUEST);

    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    network.chain.mine();
    assertThat(network.chain.executed()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"LOSE_REQUEST", "LOSE_ANSWER", "GARBLE", "GATEWAY_ERROR"})
  void submit_noUsableAnswer_mayExistAndIsResolvedById(Mishap mishap) throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    both(node -> node.mishaps(SUBMIT, mishap));

    assertThat(fault(() -> ledger.submit(prepared, WITHIN))).isEqualTo(Fault.TIMEOUT);

    assertThat(state(prepared)).isInstanceOfAny(TxState.Absent.class, TxState.Pooled.class);
    var _ = ledger.submit(prepared, WITHIN);
    network.chain.mine();
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
    assertThat(network.chain.executed()).hasSize(1);
  }

  @Test
  void submit_answerNeverComes_isBackInTimeAndMayExist() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    both(node -> node.mishaps(SUBMIT, Mishap.STALL));

    assertThat(fault(() -> ledger.submit(prepared, Duration.ofMillis(600))))
        .isEqualTo(Fault.TIMEOUT);

    network.chain.mine();
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  void submit_everyNodeDown_neverLeft() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    both(ModelNode::close);

    assertThat(failure(() -> ledger.submit(prepared, WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class);
  }

  @Test
  void submit_refusedAfterAnotherNodeMayHaveTakenIt_isNoRefusal() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    first().mishaps(SUBMIT, Mishap.LOSE_REQUEST);
    second().refuse(6, "access denied");

    assertThat(failure(() -> ledger.submit(prepared, WITHIN)))
        .isInstanceOf(LedgerException.OutcomeUnknown.class);
  }

  @Test
  void submit_otherNodesResult_isNotTaken() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    both(
        node ->
            node.lie(
                SUBMIT, answer -> NodeJson.object().put("success_count", 1).set("result", answer)));

    assertThat(fault(() -> ledger.submit(prepared, WITHIN))).isEqualTo(Fault.TIMEOUT);
  }

  @Test
  void submit_bytesOfAnotherContent_isRefused() throws Exception {
    Prepared seven = ledger.prepare(log.anchor(7), WITHIN);
    Prepared swapped = new Prepared(seven.ledger(), seven.txId(), log.anchor(9), seven.bytes());

    assertThat(fault(() -> ledger.submit(swapped, WITHIN))).isEqualTo(Fault.INVALID_INPUT);
    assertThat(network.chain.pool()).isEmpty();
  }

  private EventRecord event(long index) {
    return new EventRecord(log.origin(), index, log.anchor(index).checkpoint().root());
  }

  // Funds and fees

  @Test
  void prepare_unknownAccount_asksForFunds() throws Exception {
    Network poor =
        new Network(dir, "poor", network.clock, ChainProfile.ZETRIX, KeyAlgorithm.ED25519, 1);
    poor.chain.fund(poor.address, -Network.FUNDS);
    try (poor;
        Ledger empty = poor.open()) {
      assertThat(failure(() -> empty.prepare(log.anchor(7), WITHIN)))
          .isInstanceOf(LedgerException.Refused.class)
          .hasMessageContaining("INSUFFICIENT_FUNDS")
          .hasMessageContaining(poor.address);
    }
  }

  @Test
  void prepare_balanceJustNotEnough_asksForFunds() throws Exception {
    network.chain.fund(network.address, 11_000_000 - Network.FUNDS);

    assertThat(fault(() -> ledger.prepare(log.anchor(7), WITHIN)))
        .isEqualTo(Fault.INSUFFICIENT_FUNDS);

    network.chain.fund(network.address, 1);
    finished(log.anchor(7));
  }

  @Test
  void submit_balanceGoneMeanwhile_isFundsNotPrice() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    network.chain.fund(network.address, 1 - Network.FUNDS);
    first().refuse(111, "fee");

    assertThat(fault(() -> ledger.submit(prepared, WITHIN))).isEqualTo(Fault.INSUFFICIENT_FUNDS);
  }

  @Test
  void submit_belowTheNetworksPrice_isUnderpricedAndReplacementGoesThrough() throws Exception {
    network.chain.requireGasPrice(110);
    Prepared cheap = ledger.prepare(log.anchor(7), WITHIN);
    assertThat(fault(() -> ledger.submit(cheap, WITHIN))).isEqualTo(Fault.UNDERPRICED);

    Prepared dearer = ledger.replace(cheap, log.anchor(7), WITHIN);

    assertThat(dearer.terms()).containsEntry("gas-price", "110").containsEntry("nonce", "1");
    assertThat(ledger.submit(dearer, WITHIN)).isEqualTo(Submitted.ACCEPTED);
  }

  @Test
  void replace_untilTheCap_asksMoreEachTimeAndThenSaysUnderpriced() throws Exception {
    Prepared last = submitted(log.anchor(7));
    int steps = 0;
    boolean capped = false;
    while (!capped) {
      long before = price(last);
      try {
        last = ledger.replace(last, log.anchor(7), WITHIN);
        assertThat(price(last) * 10).isGreaterThanOrEqualTo(before * 11);
        assertThat(ledger.submit(last, WITHIN)).isEqualTo(Submitted.ACCEPTED);
        steps++;
      } catch (LedgerException.Unavailable e) {
        assertThat(e.fault()).isEqualTo(Fault.UNDERPRICED);
        capped = true;
      }
    }

    assertThat(steps).isBetween(10, 30);
    network.chain.mine();
    assertThat(state(last)).isInstanceOf(TxState.Final.class);
    long paid = ledger.fee(last, WITHIN).map(Fee::amount).orElseThrow().longValueExact();
    assertThat(paid).isBetween(500_000L, 1_000_000L);
  }

  private static long price(Prepared prepared) {
    return Long.parseLong(prepared.terms().getOrDefault("gas-price", ""));
  }

  @Test
  void prepare_capBelowOneAnchor_saysWhatItWouldCost() throws Exception {
    ledger.close();
    Map<String, String> settings = network.settings();
    settings.put("max-fee", "1000");
    ledger = network.open(settings);

    assertThat(failure(() -> ledger.prepare(log.anchor(7), WITHIN)))
        .hasMessageContaining("UNDERPRICED")
        .hasMessageContaining("max-fee");
  }

  @Test
  void fee_executed_isWhatTheChainTook() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    assertThat(ledger.fee(prepared, WITHIN)).isEmpty();
    var _ = ledger.submit(prepared, WITHIN);
    network.chain.mine();

    Fee fee = ledger.fee(prepared, WITHIN).orElseThrow();

    long balance =
        network.chain.account(network.address, network.chain.height()).orElseThrow().balance();
    assertThat(fee.amount().longValueExact()).isEqualTo(Network.FUNDS - balance).isPositive();
    assertThat(fee.unit()).isEqualTo("glowstone");
    Prepared event = submitted(event(1));
    network.chain.mine();
    System.out.println(
        "SubmissionTest: an anchor of "
            + log.anchor(7).bytes().length
            + " bytes costs "
            + fee
            + ", an event "
            + ledger.fee(event, WITHIN).orElseThrow()
            + ", at a gas price of 100");
  }

  // Nonces

  @Test
  void replaced_inThePool_isDeadOnceTheOtherIsExecuted() throws Exception {
    Prepared stuck = submitted(log.anchor(7));
    Prepared newer = ledger.replace(stuck, log.anchor(9), WITHIN);
    assertThat(ledger.submit(newer, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    assertThat(fault(() -> ledger.submit(stuck, WITHIN))).isEqualTo(Fault.UNDERPRICED);
    assertThat(state(stuck)).isInstanceOf(TxState.Absent.class);

    network.chain.mine();

    assertThat(ledger.inspect(List.of(stuck, newer), WITHIN).states().get(0))
        .isInstanceOf(TxState.Dead.class);
    assertThat(state(newer)).isInstanceOf(TxState.Final.class);
    assertThat(fault(() -> ledger.replace(stuck, log.anchor(9), WITHIN))).isEqualTo(Fault.CONFLICT);
  }

  @Test
  void dropped_afterTenMinutes_isAbsentAndTheSameBytesGoThrough() throws Exception {
    Prepared prepared = submitted(log.anchor(7));
    assertThat(state(prepared)).isInstanceOf(TxState.Pooled.class);

    network.clock.advance(Duration.ofMinutes(11));
    assertThat(state(prepared)).isInstanceOf(TxState.Absent.class);

    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    network.chain.mine();
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  void expired_submittedLate_isRefusedAndDead() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    network.chain.mineEmpty(20);
    assertThat(state(prepared)).isInstanceOf(TxState.Absent.class);

    assertThat(fault(() -> ledger.submit(prepared, WITHIN))).isEqualTo(Fault.EXPIRED);
    network.chain.mineEmpty(1);

    assertThat(state(prepared)).isInstanceOf(TxState.Dead.class);
  }

  @Test
  void expired_atItsLastHeight_isStillExecuted() throws Exception {
    Prepared prepared = submitted(log.anchor(7));
    network.chain.mineEmpty(19);

    network.chain.mine();

    assertThat(network.chain.height()).isEqualTo(21);
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  void gap_earlierOneVanished_isSaidAndRepaired() throws Exception {
    Prepared vanished = submitted(event(1));
    Prepared waiting = submitted(event(2));
    network.chain.dropPool();
    assertThat(ledger.submit(waiting, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    first().refuse(99, "bad nonce");
    Prepared third = ledger.prepare(log.anchor(9), WITHIN);
    assertThat(fault(() -> ledger.submit(third, WITHIN))).isEqualTo(Fault.NONCE_GAP);
    network.chain.mine();
    assertThat(state(waiting)).isInstanceOf(TxState.Pooled.class);

    assertThat(ledger.repair(List.of(vanished, waiting), WITHIN)).isEmpty();
    Prepared filler = ledger.repair(List.of(waiting), WITHIN).orElseThrow();

    assertThat(filler.content()).isEqualTo(new Filler());
    assertThat(filler.terms()).containsEntry("nonce", "1");
    assertThat(ledger.submit(filler, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    network.chain.mine();
    assertThat(ledger.inspect(List.of(filler, waiting), WITHIN).states())
        .hasOnlyElementsOfType(TxState.Final.class);
    assertThat(state(vanished)).isInstanceOf(TxState.Dead.class);
    assertThat(ledger.repair(List.of(waiting), WITHIN)).isEmpty();
  }
}
