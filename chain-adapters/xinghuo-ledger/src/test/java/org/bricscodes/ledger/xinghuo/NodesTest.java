package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.xinghuo.ModelNode.Mishap;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that are down, behind, strange or lying. */
final class NodesTest extends Case {

  private static final String HISTORY = "/getTransactionHistory";
  private static final String LEDGER = "/getLedger";

  // Down

  @Test
  void firstNodeDown_allGoesOnAtTheSecond() throws Exception {
    Prepared before = finished(log.anchor(7));
    first().close();

    assertThat(state(before)).isInstanceOf(TxState.Final.class);
    Prepared after = finished(log.anchor(9));
    AnchorReceipt receipt = ledger.receipt(after, WITHIN);

    assertThat(ledger.verify(receipt, log.anchor(9).checkpoint(), WITHIN))
        .isEqualTo(new ReceiptVerdict.Valid());
    assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(ledger.health(WITHIN).measures())
        .containsEntry("nodes", 2L)
        .containsEntry("nodes-answering", 1L);
  }

  @ParameterizedTest
  @EnumSource(Mishap.class)
  void nodeFailsInTheMiddle_theReadingIsDoneAgainOnTheOther(Mishap mishap) throws Exception {
    Prepared prepared = finished(log.anchor(7));
    first().mishaps(HISTORY, mishap);

    assertThat(ledger.inspect(List.of(prepared), Duration.ofSeconds(4)).states().getFirst())
        .isInstanceOfAny(TxState.Final.class);
  }

  @Test
  void everyNodeDown_isUnavailableAndSaysAboutEach() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    both(ModelNode::close);

    assertThat(failure(() -> ledger.inspect(List.of(prepared), WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageContaining(first().uri().getAuthority())
        .hasMessageContaining(second().uri().getAuthority());
    assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.UNREACHABLE);
  }

  @Test
  void open_everyNodeDown_isUnavailableAndLetsGoOfTheKey() throws Exception {
    ledger.close();
    Map<String, String> settings = network.settings();
    settings.put("nodes", "http://127.0.0.1:1");

    assertThat(failure(() -> network.open(settings)))
        .isInstanceOf(LedgerException.Unavailable.class);

    ledger = network.open();
    assertThat(ledger.head(log.origin(), WITHIN)).isEmpty();
  }

  // Behind

  @Test
  void nodeBehind_isNotReadFrom() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    first().lag(1);

    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
    Prepared next = finished(log.anchor(9));

    assertThat(next.terms()).containsEntry("nonce", "2");
  }

  @Test
  void nodeBehind_onlyOneLeft_takesNothingBack() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
    first().close();
    second().lag(1);

    assertThat(failure(() -> ledger.inspect(List.of(prepared), WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageContaining("behind");
  }

  @Test
  void verify_oneNodeBehindTheBlock_theOtherIsEnough() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);
    first().lag(1);

    assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
        .isEqualTo(new ReceiptVerdict.Valid());
    second().lag(1);
    assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
        .isInstanceOf(ReceiptVerdict.Unreachable.class);
  }

  // Another network

  @Test
  void open_otherGenesis_isWrongNetworkAndNamesBoth() throws Exception {
    ledger.close();
    Map<String, String> settings = network.settings();
    settings.put("genesis", "00".repeat(32));

    assertThat(failure(() -> network.open(settings)))
        .hasMessageContaining("WRONG_NETWORK")
        .hasMessageContaining(network.chain.genesis().toString())
        .hasMessageContaining("00".repeat(32));
    ledger = network.open();
  }

  @Test
  void open_otherChainIdInTheHeader_isWrongNetwork() throws Exception {
    ledger.close();
    both(node -> node.lie(LEDGER, inHeader(header -> header.put("chain_id", 8))));

    assertThat(fault(network::open)).isEqualTo(Fault.WRONG_NETWORK);

    both(node -> node.lie(LEDGER, inHeader(header -> header.put("chain_id", 7))));
    ledger = network.open();
  }

  @Test
  void chainId_notTheNetworks_isRefusedByTheNode() throws Exception {
    ledger.close();
    Map<String, String> settings = network.settings();
    settings.put("chain-id", "8");
    ledger = network.open(settings);
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);

    assertThat(fault(() -> ledger.submit(prepared, WITHIN))).isEqualTo(Fault.INVALID_INPUT);
  }

  /** Another network moved to the address of a node, as after a mistake with a proxy. */
  @Test
  void nodeReplacedByAnotherNetworks_isAskedNothing() throws Exception {
    ModelChain other = new ModelChain(ChainProfile.BIF_CORE, 7, "other", network.clock);
    other.mineEmpty(50);
    int port = first().uri().getPort();
    first().close();
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    try (ModelNode stranger = ModelNode.start(other, port, 0)) {
      network.clock.advance(Duration.ofMinutes(1));

      assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
      assertThat(stranger.received()).allMatch(request -> request.startsWith("/getLedger?seq=1 "));
      second().close();
      assertThat(fault(() -> ledger.inspect(List.of(prepared), WITHIN)))
          .isEqualTo(Fault.UNAVAILABLE);
    }
  }

  // Lies

  @Test
  void nodeInventsAnExecution_holdsNoEntryAndGetsNoReceipt() throws Exception {
    Prepared prepared = submitted(log.anchor(7));
    ObjectNode genuine = pretendExecuted(prepared);
    both(node -> node.lie(HISTORY, answer -> genuine));

    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
    assertThat(failure(() -> ledger.receipt(prepared, WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageContaining("does not hold what it wrote");
  }

  /** A receipt that one lying node would bear out is exposed by one honest node. */
  @Test
  void nodeBearsOutAForgedReceipt_theOtherContradicts() throws Exception {
    AnchorReceipt genuine = ledger.receipt(finished(log.anchor(7)), WITHIN);
    AnchorReceipt forged = forgedBlock(genuine);
    first().lie(LEDGER, inHeader(header -> forge(header, genuine)));

    ReceiptVerdict verdict = ledger.verify(forged, log.anchor(7).checkpoint(), WITHIN);

    assertThat(verdict).isInstanceOf(ReceiptVerdict.Mismatch.class);
    assertThat(verdict.toString())
        .contains("the nodes disagree", second().uri().getAuthority() + " has another block");
  }

  @Test
  void nodeDeniesAGenuineReceipt_isNamed() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);
    first().lie(HISTORY, answer -> NodeJson.object().put("error_code", 4).putNull("result"));

    assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN).toString())
        .contains("the nodes disagree", first().uri().getAuthority());
    second().close();
    assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
        .isEqualTo(new ReceiptVerdict.NotFound());
  }

  @Test
  void nodeSaysExecutedWithoutEffect_isAMismatch() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);
    both(node -> node.lie(HISTORY, inTransaction(tx -> tx.put("error_code", 151))));

    assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
        .isInstanceOf(ReceiptVerdict.Mismatch.class);
  }

  @Test
  void nodeTellsAnotherTransaction_isNotBelieved() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    both(node -> node.lie(HISTORY, inTransaction(tx -> tx.put("hash", "ab".repeat(32)))));

    assertThat(failure(() -> ledger.inspect(List.of(prepared), WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageContaining("another transaction");
  }

  /** The symptom: one answer of 10^11 made every honest node "behind", until the next start. */
  @Test
  void nodeLiesHigh_isNotReadFromAndPutsNobodyBehind() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    first().lie(LEDGER, claiming(100_000_000_000L));

    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
    assertThat(ledger.prepare(log.anchor(9), WITHIN).terms())
        .containsEntry("expires-at-height", "22"); // the honest head, 2, and 20
    assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(ledger.health(WITHIN).detail())
        .contains(first().uri().getAuthority() + " claims height 100000000000");

    second().close();
    assertThat(failure(() -> ledger.inspect(List.of(prepared), WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageContaining("claims height 100000000000");

    first().lie(LEDGER, answer -> answer);
    network.clock.advance(Duration.ofMinutes(1));
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  void nodeLiesHigh_toAProcessThatKnowsNothingYet_isNotReadFrom() throws Exception {
    Prepared prepared = submitted(log.anchor(7));
    network.chain.mineEmpty(1);
    ledger.close();
    first().lie(LEDGER, claiming(5_000));

    ledger = network.open();

    assertThat(state(prepared)).as("not expired").isInstanceOf(TxState.Pooled.class);
    assertThat(ledger.prepare(log.anchor(9), WITHIN).terms())
        .containsEntry("expires-at-height", "22");
  }

  /** Alone it cannot be told from an honest one; another that says otherwise ends that. */
  @Test
  void nodeLiesALittleWhileItIsAlone_isForgottenWhenTheOtherIsBack() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    int port = second().uri().getPort();
    second().close();
    first().lie(LEDGER, claiming(500));
    assertThat(ledger.prepare(log.anchor(9), WITHIN).terms())
        .containsEntry("expires-at-height", "520");

    try (ModelNode back = ModelNode.start(network.chain, port, 0)) {
      network.clock.advance(Duration.ofMinutes(1));

      assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
      assertThat(ledger.prepare(log.anchor(9), WITHIN).terms())
          .containsEntry("expires-at-height", "22");
      assertThat(back.received()).isNotEmpty();
    }
  }

  /** A node that still reads old blocks is behind, and no witness against the others. */
  @Test
  void nodeThatIsFarBehind_contradictsNobody() throws Exception {
    finished(log.anchor(7));
    for (int i = 0; i < 60; i++) {
      network.clock.advance(Duration.ofMinutes(1));
      network.chain.mineEmpty(1);
    }
    second().lag(60);
    ledger.close();

    ledger = network.open();

    assertThat(ledger.prepare(log.anchor(9), WITHIN).terms())
        .containsEntry("nonce", "2")
        .containsEntry("expires-at-height", "82");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"error_code\":0}",
        "{\"error_code\":0,\"result\":{}}",
        "{\"error_code\":0,\"result\":{\"header\":{}}}",
        "{\"error_code\":0,\"result\":{\"header\":{\"seq\":-1}}}",
        "{\"error_code\":0,\"result\":{\"header\":{\"seq\":\"007\"}}}",
        "{\"error_code\":0,\"result\":{\"header\":{\"seq\":1.5}}}",
        "{\"error_code\":0,\"result\":{\"header\":{\"seq\":99999999999999999999}}}",
        "{\"error_code\":\"zero\"}",
        "{\"error_code\":1,\"error_desc\":\"internal\"}"
      })
  void nodeAnswersNonsense_isAFailureOfThatNode(String answer) throws Exception {
    finished(log.anchor(7));
    first()
        .lie(
            LEDGER,
            genuine -> {
              JsonNode nonsense =
                  NodeJson.parse(("{\"x\":" + answer + "}").getBytes(UTF_8)).path("x");
              return nonsense instanceof ObjectNode object ? object : NodeJson.object();
            });

    assertThat(ledger.head(log.origin(), WITHIN)).isPresent();
    second().close();
    assertThat(failure(() -> ledger.head(log.origin(), WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class);
  }

  @Test
  void nodeAnswersWithoutEnd_isCutOff() throws Exception {
    String much = "x".repeat(5 << 20);
    both(node -> node.lie(LEDGER, answer -> answer.put("padding", much)));

    assertThat(failure(() -> ledger.head(log.origin(), WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageContaining("said too much");
  }

  @Test
  void nodeAnswersRandomBytesChanged_neverThrowsAnythingElse() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    AnchorReceipt receipt = ledger.receipt(prepared, WITHIN);
    long seed = new SecureRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    second().close();
    for (int i = 0; i < 300; i++) {
      for (String path : List.of(HISTORY, LEDGER, "/getAccount")) {
        first().lie(path, answer -> mutated(answer, random));
      }
      try {
        var _ = ledger.inspect(List.of(prepared), WITHIN);
        var _ = ledger.head(log.origin(), WITHIN);
      } catch (LedgerException e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotEmpty();
      }
      var _ = ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN);
      var _ = ledger.health(WITHIN);
    }
  }

  // Readers

  @Test
  void reader_atANodeOfTheVerifiersChoice_needsTheReceiptAlone() throws Exception {
    AnchorReceipt receipt =
        AnchorReceipt.parse(ledger.receipt(finished(log.anchor(7)), WITHIN).bytes());
    ledger.close();

    try (LedgerReader reader = reader(receipt, second().uri().toString(), "").orElseThrow()) {
      assertThat(reader.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.Valid());
      assertThat(reader.verify(receipt, log.anchor(9).checkpoint(), WITHIN))
          .isInstanceOf(ReceiptVerdict.Mismatch.class);
    }
  }

  @Test
  void reader_badNodeOrTrustOrNetwork_isRefused() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);
    ModelChain other = new ModelChain(ChainProfile.BIF_CORE, 7, "other", network.clock);

    assertThat(failure(() -> reader(receipt, "localhost", "")))
        .hasMessageContaining("INVALID_INPUT")
        .hasMessageContaining("http://127.0.0.1:27002");
    assertThat(fault(() -> reader(receipt, first().uri().toString(), "x")))
        .isEqualTo(Fault.INVALID_INPUT);
    try (ModelNode stranger = ModelNode.start(other)) {
      assertThat(fault(() -> reader(receipt, stranger.uri().toString(), "")))
          .isEqualTo(Fault.WRONG_NETWORK);
    }
  }

  private Optional<LedgerReader> reader(AnchorReceipt receipt, String node, String trust)
      throws LedgerException, InterruptedException {
    return new XinghuoLedgerProvider()
        .reader(
            receipt.ledger(), node, trust, new LedgerContext(network.clock, new SecureRandom()));
  }

  // What the tests are written with

  private ObjectNode pretendExecuted(Prepared prepared) throws Exception {
    Network twin =
        new Network(dir, "twin", network.clock, ChainProfile.BIF_CORE, KeyAlgorithm.ED25519, 1);
    try (twin;
        Ledger ledger = twin.open()) {
      Prepared there = ledger.prepare(log.anchor(7), WITHIN);
      var _ = ledger.submit(there, WITHIN);
      twin.chain.mine();
      var done = twin.chain.executed().getFirst();
      ObjectNode answer = NodeJson.object().put("error_code", 0);
      answer
          .putObject("result")
          .put("total_count", 1)
          .putArray("transactions")
          .addObject()
          .put("hash", prepared.txId().value())
          .put("ledger_seq", 1)
          .put("close_time", done.closeTime())
          .putObject("transaction");
      return answer;
    }
  }

  private static AnchorReceipt forgedBlock(AnchorReceipt genuine) {
    Evidence evidence = Evidence.parse(genuine.evidence());
    LedgerHeader header = evidence.header();
    LedgerHeader forged =
        new LedgerHeader(
            header.seq(),
            Digest.parseHex("ab".repeat(32)),
            header.hashes(),
            header.closeTime(),
            header.version(),
            header.txCount(),
            header.chainId());
    return new AnchorReceipt(
        genuine.ledger(),
        genuine.adapter(),
        genuine.txId(),
        forged.position(),
        Optional.of(forged.time()),
        genuine.anchor(),
        new Evidence(evidence.chain(), forged, evidence.signed()).bytes());
  }

  private static void forge(ObjectNode header, AnchorReceipt receipt) {
    if (header.path("seq").asLong() == receipt.position().block()) {
      header.put("hash", "ab".repeat(32));
    }
  }

  private interface Change {
    void of(ObjectNode node);
  }

  private static UnaryOperator<ObjectNode> inHeader(Change change) {
    return answer -> {
      if (answer.path("result").path("header") instanceof ObjectNode header) {
        change.of(header);
      }
      return answer;
    };
  }

  /** Says so of its newest block, and of others but the first. */
  private static UnaryOperator<ObjectNode> claiming(long height) {
    return inHeader(
        header -> {
          if (header.path("seq").asLong() > 1) {
            header.put("seq", height);
          }
        });
  }

  private static UnaryOperator<ObjectNode> inTransaction(Change change) {
    return answer -> {
      if (answer.path("result").path("transactions").path(0) instanceof ObjectNode tx) {
        change.of(tx);
      }
      return answer;
    };
  }

  /** Some JSON that is like the answer: a digit, letter or sign of it is another. */
  private static ObjectNode mutated(ObjectNode answer, SplittableRandom random) {
    byte[] bytes = NodeJson.print(answer);
    String letters = "0123456789abcdefXYZ{}[]\",:-nul";
    for (int i = 0; i < 50; i++) {
      byte[] changed = bytes.clone();
      changed[random.nextInt(changed.length)] =
          (byte) letters.charAt(random.nextInt(letters.length()));
      Optional<ObjectNode> parsed = parsed(changed);
      if (parsed.isPresent()) {
        return parsed.get();
      }
    }
    return answer;
  }

  private static Optional<ObjectNode> parsed(byte[] json) {
    try {
      return NodeJson.parse(json) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
