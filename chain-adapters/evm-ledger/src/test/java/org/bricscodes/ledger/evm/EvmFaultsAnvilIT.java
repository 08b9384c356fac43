package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong with a chain, on a real one, with a node between that lies or fails. */
final class EvmFaultsAnvilIT {

  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final SampleLog log = new SampleLog("log.example/faults");

  @TempDir Path directory;
  private TestChain chain;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  EvmFaultsAnvilIT() {}

  @BeforeEach
  void start() throws Exception {
    chain = TestChain.start(directory, 31_337);
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  // The right network

  @Test
  void open_wrongChainIdOrGenesis_isRefusedAndNamed() {
    Map<String, String> wrong = Map.of("chain-id", "1", "genesis", "0x" + "12".repeat(32));
    for (Map.Entry<String, String> setting : wrong.entrySet()) {
      assertThatExceptionOfType(LedgerException.Refused.class)
          .as(setting.getKey())
          .isThrownBy(() -> chain.open(Map.of(setting.getKey(), setting.getValue())))
          .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.WRONG_NETWORK));
    }
  }

  /** The node may be behind: whoever opens it is told to come again. */
  @Test
  void open_noContractThere_isUnavailable() {
    assertThatExceptionOfType(LedgerException.Unavailable.class)
        .isThrownBy(() -> chain.open(Map.of("contract", "0x" + "aa".repeat(20))))
        .withMessageContaining("no contract at 0x" + "aa".repeat(20));
  }

  @Test
  void open_registryInPlaceOfTheContract_isRefused() {
    String contract = String.valueOf(chain.settings().get("contract"));
    String registry = String.valueOf(chain.settings().get("pledges"));

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> chain.open(Map.of("contract", registry, "pledges", contract)))
        .withMessageContaining("another contract at ");
    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> chain.open(Map.of("contract", registry)))
        .withMessageContaining("'contract' and 'pledges' are two contracts");
  }

  @Test
  void open_twoOnOneKey_secondIsToldToWait() throws Exception {
    try (Ledger first = chain.open()) {
      assertThat(first.descriptor().signer()).startsWith("0x");

      assertThatExceptionOfType(LedgerException.Unavailable.class).isThrownBy(() -> chain.open());
    }
  }

  @Test
  void open_nodeDown_isUnavailable() throws Exception {
    chain.anvil().close();

    assertThatExceptionOfType(LedgerException.Unavailable.class)
        .isThrownBy(() -> chain.open())
        .withMessageContaining("cannot be reached");
  }

  // Money

  @Test
  void prepare_accountEmpty_isInsufficientFundsWithAmounts() throws Exception {
    try (Ledger ledger = chain.open()) {
      chain.anvil().fund(ledger.descriptor().signer(), "0x1");

      assertThatExceptionOfType(LedgerException.Refused.class)
          .isThrownBy(() -> ledger.prepare(log.anchor(7), WITHIN))
          .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.INSUFFICIENT_FUNDS));
      assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.DEGRADED);
    }
  }

  @Test
  void submit_accountEmptiedMeanwhile_isInsufficientFundsAndNothingIsTaken() throws Exception {
    try (Ledger ledger = chain.open()) {
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
      chain.anvil().fund(ledger.descriptor().signer(), "0x1");

      assertThat(faultOf(() -> ledger.submit(prepared, WITHIN)))
          .isEqualTo(Fault.INSUFFICIENT_FUNDS);
      assertThat(state(ledger, prepared)).isInstanceOf(TxState.Absent.class);

      chain.anvil().fund(ledger.descriptor().signer(), "0xde0b6b3a7640000");
      assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    }
  }

  @Test
  void prepare_chainAboveTheCap_waitsUntilItFalls() throws Exception {
    try (Ledger ledger = chain.open(Map.of("max-fee-gwei", "5"))) {
      chain.anvil().call("anvil_setNextBlockBaseFeePerGas", "0x174876e800"); // 100 gwei
      chain.anvil().mine(1);

      assertThat(faultOf(() -> ledger.prepare(log.anchor(7), WITHIN))).isEqualTo(Fault.UNDERPRICED);
      assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.DEGRADED);

      chain.anvil().mine(40);
      assertThat(state(ledger, finished(ledger, log.anchor(7)))).isInstanceOf(TxState.Final.class);
    }
  }

  /** The base fee has passed what was offered: only more gets in, into the same place. */
  @Test
  void submitted_baseFeeRises_isReplacedAndExactlyOneIsExecuted() throws Exception {
    try (Ledger ledger = chain.open()) {
      Prepared stuck = submitted(ledger, log.anchor(7));
      chain.anvil().call("anvil_setNextBlockBaseFeePerGas", "0x4a817c800"); // 20 gwei
      chain.anvil().mine(1);
      assertThat(state(ledger, stuck)).isInstanceOfAny(TxState.Pooled.class, TxState.Absent.class);
      assertThat(faultOf(() -> ledger.submit(stuck, WITHIN))).isEqualTo(Fault.UNDERPRICED);

      Prepared better = ledger.replace(stuck, log.anchor(9), WITHIN);
      assertThat(ledger.submit(better, WITHIN)).isEqualTo(Submitted.ACCEPTED);
      chain.settle();

      assertThat(ledger.inspect(List.of(stuck, better), WITHIN).states())
          .satisfiesExactly(
              first -> assertThat(first).isInstanceOf(TxState.Dead.class),
              second -> assertThat(second).isInstanceOf(TxState.Final.class));
      assertThat(better.terms().get("nonce")).isEqualTo(stuck.terms().get("nonce"));
    }
  }

  @Test
  void submit_replacementPaysTooLittle_isUnderpricedAndTheFirstStays() throws Exception {
    try (Ledger ledger = chain.open()) {
      Prepared first = ledger.prepare(log.anchor(7), WITHIN);
      Prepared second = ledger.prepare(log.anchor(9), WITHIN); // the same place, the same price
      assertThat(ledger.submit(first, WITHIN)).isEqualTo(Submitted.ACCEPTED);

      assertThat(faultOf(() -> ledger.submit(second, WITHIN))).isEqualTo(Fault.UNDERPRICED);
      chain.settle();

      assertThat(state(ledger, first)).isInstanceOf(TxState.Final.class);
      assertThat(state(ledger, second)).isInstanceOf(TxState.Dead.class);
    }
  }

  // What stands there already

  /** After the service lost its data: the same checkpoint is not sent twice. */
  @Test
  void prepare_anchorThatStandsThere_isTheTransactionThatPutItThere() throws Exception {
    try (Ledger ledger = chain.open()) {
      Prepared first = submitted(ledger, log.anchor(7));
      chain.anvil().mine(1);
      Prepared included = ledger.prepare(log.anchor(7), WITHIN);
      chain.settle();
      Prepared settled = ledger.prepare(log.anchor(7), WITHIN);

      assertThat(included).isEqualTo(first);
      assertThat(settled).isEqualTo(first);
      assertThat(ledger.submit(settled, WITHIN)).isEqualTo(Submitted.KNOWN);
      assertThat(state(ledger, settled)).isInstanceOf(TxState.Final.class);
      assertThat(ledger.prepare(log.resigned(7), WITHIN).txId()).isNotEqualTo(first.txId());
    }
  }

  // The pool forgets

  @Test
  void submitted_dropped_isAbsentAndTheSameBytesGoThrough() throws Exception {
    try (Ledger ledger = chain.open()) {
      Prepared prepared = submitted(ledger, log.anchor(7));
      chain.anvil().call("anvil_dropTransaction", prepared.txId().value());

      assertThat(state(ledger, prepared)).isInstanceOf(TxState.Absent.class);
      assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
      chain.settle();

      assertThat(state(ledger, prepared)).isInstanceOf(TxState.Final.class);
    }
  }

  @Test
  void gapThatNobodyFills_isRepairedByATransactionToItself() throws Exception {
    try (Ledger ledger = chain.open()) {
      Prepared lost = submitted(ledger, log.anchor(7));
      Prepared waiting = submitted(ledger, log.anchor(9));
      chain.anvil().call("anvil_dropTransaction", lost.txId().value());
      chain.anvil().call("anvil_dropTransaction", waiting.txId().value());
      assertThat(ledger.submit(waiting, WITHIN)).isEqualTo(Submitted.ACCEPTED);
      chain.settle();
      assertThat(state(ledger, waiting)).isInstanceOf(TxState.Pooled.class);

      assertThat(ledger.repair(List.of(lost, waiting), WITHIN))
          .as("the lost one can be sent again, so nothing is missing")
          .isEmpty();
      Prepared filler = ledger.repair(List.of(waiting), WITHIN).orElseThrow();
      assertThat(filler.content()).isEqualTo(new Filler());
      assertThat(ledger.submit(filler, WITHIN)).isEqualTo(Submitted.ACCEPTED);
      chain.settle();

      assertThat(ledger.inspect(List.of(lost, filler, waiting), WITHIN).states())
          .satisfiesExactly(
              first -> assertThat(first).isInstanceOf(TxState.Dead.class),
              second -> assertThat(second).isInstanceOf(TxState.Final.class),
              third -> assertThat(third).isInstanceOf(TxState.Final.class));
      assertThat(ledger.repair(List.of(waiting), WITHIN)).isEmpty();
    }
  }

  // Reorganisations

  @Test
  void included_reorganised_isTakenBackAndComesAgainElsewhere() throws Exception {
    try (Ledger ledger = chain.open()) {
      Prepared prepared = submitted(ledger, log.anchor(7));
      chain.anvil().mine(2);
      TxState before = state(ledger, prepared);
      chain.anvil().reorganise(2);
      TxState taken = state(ledger, prepared);
      var _ = ledger.submit(prepared, WITHIN);
      chain.settle();
      TxState after = state(ledger, prepared);

      assertThat(before).isInstanceOf(TxState.Included.class);
      assertThat(taken).isInstanceOfAny(TxState.Absent.class, TxState.Pooled.class);
      assertThat(after).isInstanceOf(TxState.Final.class);
      assertThat(after.toString()).isNotEqualTo(before.toString());
      assertThat(ledger.receipt(prepared, WITHIN).position())
          .isEqualTo(((TxState.Final) after).position());
    }
  }

  // Nodes that fail or lie

  @Test
  void submit_answerLost_isATimeoutAndFoundByItsId() throws Exception {
    try (ScriptedNode between = ScriptedNode.before(chain.anvil().address());
        Ledger ledger = open(between)) {
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
      between.losesAnswerOf("eth_sendRawTransaction");

      assertThat(faultOf(() -> ledger.submit(prepared, WITHIN))).isEqualTo(Fault.TIMEOUT);

      between.behaves();
      assertThat(state(ledger, prepared)).isInstanceOf(TxState.Pooled.class);
      assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.KNOWN);
    }
  }

  @Test
  void receiptWithoutTheEvent_isNeverFinal() throws Exception {
    try (ScriptedNode between = ScriptedNode.before(chain.anvil().address());
        Ledger ledger = open(between)) {
      Prepared prepared = finished(ledger, log.anchor(7));
      between.alters(
          "eth_getTransactionReceipt",
          answer -> answer.replaceAll("\"logs\":\\[.*?\\}\\]", "\"logs\":[]"));

      assertThat(faultOf(() -> ledger.inspect(List.of(prepared), WITHIN)))
          .isEqualTo(Fault.UNAVAILABLE);
    }
  }

  @Test
  void receiptOfABlockThatIsNotOnTheChain_isNotIncluded() throws Exception {
    try (ScriptedNode between = ScriptedNode.before(chain.anvil().address());
        Ledger ledger = open(between)) {
      Prepared prepared = finished(ledger, log.anchor(7));
      between.alters(
          "eth_getTransactionReceipt",
          answer ->
              answer.replaceAll(
                  "\"blockHash\":\"0x[0-9a-f]{64}\"",
                  "\"blockHash\":\"0x" + "ab".repeat(32) + "\""));

      assertThat(state(ledger, prepared))
          .isNotInstanceOfAny(TxState.Final.class, TxState.Included.class, TxState.Dead.class);
    }
  }

  /** The node says a root that its own receipts do not have, or another block than it hashed. */
  @Test
  void evidenceThatDoesNotProveItself_makesNoReceipt() throws Exception {
    try (ScriptedNode between = ScriptedNode.before(chain.anvil().address());
        Ledger ledger = open(between)) {
      Prepared prepared = finished(ledger, log.anchor(7));

      between.alters(
          "eth_getBlockReceipts",
          answer -> answer.replace("\"status\":\"0x1\"", "\"status\":\"0x0\""));
      assertThat(faultOf(() -> ledger.receipt(prepared, WITHIN))).isEqualTo(Fault.UNAVAILABLE);
      between
          .behaves()
          .alters(
              "eth_getBlockByNumber",
              answer -> answer.replaceAll("\"gasUsed\":\"0x[0-9a-f]+\"", "\"gasUsed\":\"0x1\""));
      assertThat(faultOf(() -> ledger.receipt(prepared, WITHIN))).isEqualTo(Fault.UNAVAILABLE);

      between.behaves();
      AnchorReceipt receipt = ledger.receipt(prepared, WITHIN);
      assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.Valid());
    }
  }

  @Test
  void quorum_oneNodeThatCallsEverythingFinal_isNotEnough() throws Exception {
    String real = chain.anvil().address().toString();
    try (ScriptedNode liar = ScriptedNode.before(chain.anvil().address());
        Ledger ledger = chain.open(Map.of("rpc", liar.address() + "," + real, "quorum", "2"))) {
      Prepared prepared = submitted(ledger, log.anchor(7));
      chain.anvil().mine(1);
      TxState asItIs = state(ledger, prepared);
      liar.rewrites(
          "eth_getBlockByNumber", request -> request.replace("\"finalized\"", "\"latest\""));
      TxState lied = state(ledger, prepared);
      chain.settle();
      TxState settled = state(ledger, prepared);

      assertThat(asItIs).isInstanceOf(TxState.Included.class);
      assertThat(lied).isInstanceOf(TxState.Included.class);
      assertThat(settled).isInstanceOf(TxState.Final.class);
    }
  }

  @Test
  void quorum_oneNodeThatSpendsNonces_killsNothing() throws Exception {
    String real = chain.anvil().address().toString();
    try (ScriptedNode liar = ScriptedNode.before(chain.anvil().address());
        Ledger ledger = chain.open(Map.of("rpc", liar.address() + "," + real, "quorum", "2"))) {
      Prepared stuck = submitted(ledger, log.anchor(7));
      liar.answers("eth_getTransactionCount", "\"0x63\"");
      TxState lied = state(ledger, stuck);
      liar.behaves();
      Prepared better = ledger.replace(stuck, log.anchor(9), WITHIN);
      assertThat(ledger.submit(better, WITHIN)).isEqualTo(Submitted.ACCEPTED);
      chain.settle();

      assertThat(lied).isInstanceOf(TxState.Pooled.class);
      assertThat(state(ledger, stuck)).as("both say so").isInstanceOf(TxState.Dead.class);
      assertThat(state(ledger, better)).isInstanceOf(TxState.Final.class);
    }
  }

  @Test
  void nodeBehind_isPassedOverForOneThatIsNot() throws Exception {
    String real = chain.anvil().address().toString();
    try (ScriptedNode behind = ScriptedNode.before(chain.anvil().address());
        Ledger ledger = chain.open(Map.of("rpc", behind.address() + "," + real))) {
      long stale = chain.anvil().node().height();
      chain.settle();
      behind.answers("eth_blockNumber", "\"0x" + Long.toHexString(stale) + "\"");
      behind.refuses("eth_getBlockByNumber", -32000, "header not found");
      assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.DEGRADED);

      Prepared prepared = finished(ledger, log.anchor(7));

      assertThat(state(ledger, prepared)).isInstanceOf(TxState.Final.class);
    }
  }

  @Test
  void nodeRestarted_isUnavailableMeanwhileAndNothingIsLost() throws Exception {
    try (ScriptedNode between = ScriptedNode.before(chain.anvil().address());
        Ledger ledger = open(between)) {
      Prepared prepared = submitted(ledger, log.anchor(7));
      between.says("eth_blockNumber", 503, "");
      assertThat(faultOf(() -> ledger.inspect(List.of(prepared), WITHIN)))
          .isEqualTo(Fault.UNAVAILABLE);
      assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.UNREACHABLE);

      between.behaves();
      chain.settle();

      assertThat(state(ledger, prepared)).isInstanceOf(TxState.Final.class);
      assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.READY);
    }
  }

  // Clocks that disagree

  @Test
  void clockOfOursSlow_isSaidAndChangesNothing() throws Exception {
    try (Ledger ledger = chain.open()) {
      chain.anvil().passTo(TestChain.CONTEXT.clock().instant().plus(Duration.ofHours(2)));

      Health health = ledger.health(WITHIN);
      Prepared prepared = finished(ledger, log.anchor(7));

      assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
      assertThat(health.detail()).contains("our clock is slow");
      assertThat(health.measures().get("clock-skew-ms")).isGreaterThan(7_000_000L);
      assertThat(state(ledger, prepared)).isInstanceOf(TxState.Final.class);
    }
  }

  // What leaves the process

  @Test
  void wholeLife_sendsDigestsAndNoName() throws Exception {
    try (ScriptedNode between = ScriptedNode.before(chain.anvil().address());
        Ledger ledger = open(between)) {
      Prepared prepared = finished(ledger, log.anchor(7));
      AnchorReceipt receipt = ledger.receipt(prepared, WITHIN);
      assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.Valid());
      assertThat(ledger.head(log.origin(), WITHIN)).isPresent();

      String name =
          Hex.of(log.origin().getBytes(java.nio.charset.StandardCharsets.UTF_8)).substring(2);
      assertThat(between.seen())
          .isNotEmpty()
          .noneMatch(body -> body.contains(log.origin()) || body.contains(name))
          .noneMatch(body -> body.contains(Anvil.KEYS.getFirst()));
    }
  }

  private Ledger open(ScriptedNode between) throws Exception {
    return chain.open(Map.of("rpc", between.address().toString()));
  }

  private static Prepared submitted(Ledger ledger, Anchor anchor) throws Exception {
    Prepared prepared = ledger.prepare(anchor, WITHIN);
    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    return prepared;
  }

  private Prepared finished(Ledger ledger, Anchor anchor) throws Exception {
    Prepared prepared = submitted(ledger, anchor);
    chain.settle();
    return prepared;
  }

  private static TxState state(Ledger ledger, Prepared prepared) throws Exception {
    return ledger.inspect(List.of(prepared), WITHIN).states().getFirst();
  }

  private interface Call {
    Object make() throws LedgerException, InterruptedException;
  }

  private static Fault faultOf(Call call) {
    try {
      throw new AssertionError("was taken: " + call.make());
    } catch (LedgerException e) {
      return e.fault();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
