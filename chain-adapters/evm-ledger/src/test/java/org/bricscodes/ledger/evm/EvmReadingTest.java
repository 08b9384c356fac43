package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;

/** What is made of what nodes say, before anything is sent and afterwards. */
final class EvmReadingTest {

  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Map<String, Price> PRICES =
      Map.of(
          "legacy", new Price.Legacy(BigInteger.TEN),
          "dynamic", new Price.Dynamic(BigInteger.ONE, BigInteger.TEN));

  private final SampleLog log = new SampleLog("log.example/reading");
  @TempDir private Path directory;
  private ScriptedChain chain;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  EvmReadingTest() {}

  @BeforeEach
  void start() throws Exception {
    chain = new ScriptedChain(directory);
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  // Dead for good

  /** The symptom: one node that counts too far made us anchor the same again. */
  @Test
  void nonceSpentAtOneNodeOfTwo_isNotDeadUntilTheOtherSaysSo() throws Exception {
    Ledger ledger = chain.open(Map.of("quorum", "2"));
    Prepared prepared = prepared(signed(log.anchor(7), "legacy"), log.anchor(7));
    chain.first().answers("eth_getTransactionCount", "\"0x5\"");

    assertThat(state(ledger, prepared)).isInstanceOf(TxState.Absent.class);
    chain.second().answers("eth_getTransactionCount", "\"0x5\"");
    assertThat(state(ledger, prepared)).isInstanceOf(TxState.Dead.class);
  }

  @Test
  void nonceSpentAtOneNode_isDeadWhereOneIsEnough() throws Exception {
    Ledger ledger = chain.open(Map.of("quorum", "1"));
    Prepared prepared = prepared(signed(log.anchor(7), "legacy"), log.anchor(7));
    chain.first().answers("eth_getTransactionCount", "\"0x5\"");

    assertThat(state(ledger, prepared)).isInstanceOf(TxState.Dead.class);
  }

  @Test
  void nonceSpentAtOneNodeAndTheOtherDown_isNotDead() throws Exception {
    Ledger ledger = chain.open(Map.of("quorum", "2"));
    Prepared prepared = prepared(signed(log.anchor(7), "legacy"), log.anchor(7));
    chain.first().answers("eth_getTransactionCount", "\"0x5\"");
    chain.second().close();

    assertThat(state(ledger, prepared)).isInstanceOf(TxState.Absent.class);
  }

  // What stands there already

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "dynamic"})
  void anchorThatStandsThere_isTheTransactionThatPutItThere(String price) throws Exception {
    Anchor anchor = log.anchor(7);
    SignedTx standing = signed(anchor, price);
    Ledger ledger = chain.open(Map.of());
    chain
        .first()
        .answers("eth_call", head(anchor))
        .answers("eth_getLogs", "[" + event(anchor, standing) + "]")
        .answers("eth_getTransactionByHash", told(standing));

    Prepared prepared = ledger.prepare(anchor, WITHIN);

    assertThat(prepared.txId()).isEqualTo(new TxId(standing.hash()));
    assertThat(prepared.bytes()).isEqualTo(standing.raw());
    assertThat(prepared.content()).isEqualTo(anchor);
    assertThat(chain.first().seen("eth_estimateGas")).as("nothing new is made").isZero();
  }

  /** Of the other note the chain has the hash alone; to say the checkpoint again is no change. */
  @Test
  void checkpointUnderAnotherNote_isPreparedAnew() throws Exception {
    SignedTx standing = signed(log.anchor(7), "legacy");
    Ledger ledger = chain.open(Map.of());
    chain
        .first()
        .answers("eth_call", head(log.anchor(7)))
        .answers("eth_getLogs", "[" + event(log.anchor(7), standing) + "]")
        .answers("eth_getTransactionByHash", told(standing));

    Prepared prepared = ledger.prepare(log.resigned(7), WITHIN);

    assertThat(prepared.txId()).isNotEqualTo(new TxId(standing.hash()));
    assertThat(prepared.content()).isEqualTo(log.resigned(7));
  }

  @Test
  void transactionToldInAnotherWayThanItHasItsNameFrom_isPreparedAnew() throws Exception {
    Anchor anchor = log.anchor(7);
    SignedTx standing = signed(anchor, "legacy");
    Ledger ledger = chain.open(Map.of());
    chain
        .first()
        .answers("eth_call", head(anchor))
        .answers("eth_getLogs", "[" + event(anchor, standing) + "]")
        .answers(
            "eth_getTransactionByHash",
            told(standing).replace("\"nonce\":\"0x0\"", "\"nonce\":\"0x1\""));

    assertThat(ledger.prepare(anchor, WITHIN).txId()).isNotEqualTo(new TxId(standing.hash()));
  }

  @Test
  void largerHead_isStaleAndOtherRootAContradiction() throws Exception {
    Ledger ledger = chain.open(Map.of());
    chain.first().answers("eth_call", head(log.anchor(9)));

    assertThat(faultOf(ledger, log.anchor(7))).isEqualTo(Fault.STALE_HEAD);
    assertThat(faultOf(ledger, log.contradicting(9))).isEqualTo(Fault.CONTRADICTION);
    assertThat(chain.first().seen("eth_estimateGas")).isZero();
  }

  private static Fault faultOf(Ledger ledger, Anchor anchor) {
    Fault[] fault = new Fault[1];
    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> ledger.prepare(anchor, WITHIN))
        .satisfies(e -> fault[0] = e.fault());
    return fault[0];
  }

  private static TxState state(Ledger ledger, Prepared prepared) throws Exception {
    return ledger.inspect(List.of(prepared), WITHIN).states().getFirst();
  }

  private static SignedTx signed(Anchor anchor, String price) {
    return SignedTx.signed(
        Credentials.create(Anvil.KEYS.getFirst()),
        7,
        0,
        100_000,
        Objects.requireNonNull(PRICES.get(price)),
        ScriptedChain.CONTRACT,
        AnchorAbi.anchor(anchor));
  }

  private static Prepared prepared(SignedTx tx, Anchor anchor) {
    return new Prepared(
        ScriptedChain.ADDRESS.id(), new TxId(tx.hash()), anchor, tx.raw(), tx.terms());
  }

  // As nodes tell it

  private static String head(Anchor anchor) {
    String size = String.format(Locale.ROOT, "%064x", anchor.checkpoint().size());
    String block = String.format(Locale.ROOT, "%064x", 90);
    return "\"0x" + size + block + root(anchor) + "\"";
  }

  private static String root(Anchor anchor) {
    return Hex.of(anchor.checkpoint().root().bytes()).substring(2);
  }

  private static String event(Anchor anchor, SignedTx tx) {
    String topics =
        String.join(
            "\",\"",
            AnchorAbi.topics(
                ScriptedChain.SIGNER, anchor.checkpoint().origin(), anchor.checkpoint().size()));
    return "{\"address\":\""
        + ScriptedChain.CONTRACT
        + "\",\"topics\":[\""
        + topics
        + "\"],\"data\":\"0x"
        + root(anchor)
        + Hex.of(Hash.sha3(anchor.bytes())).substring(2)
        + "0".repeat(2 * 64)
        + "\",\"transactionHash\":\""
        + tx.hash()
        + "\",\"logIndex\":\"0x0\",\"blockNumber\":\"0x5a\"}";
  }

  private static String told(SignedTx tx) {
    if (!(TransactionDecoder.decode(Hex.of(tx.raw())) instanceof SignedRawTransaction signed)) {
      throw new AssertionError("it is signed");
    }
    boolean dynamic = tx.price() instanceof Price.Dynamic;
    BigInteger v = new BigInteger(1, signed.getSignatureData().getV());
    return "{\"hash\":\""
        + tx.hash()
        + "\",\"type\":\""
        + (dynamic ? "0x2" : "0x0")
        + "\",\"nonce\":\"0x0\",\"gas\":"
        + quantity(BigInteger.valueOf(tx.gasLimit()))
        + ",\"gasPrice\":"
        + quantity(tx.price().cap())
        + (dynamic
            ? ",\"maxFeePerGas\":"
                + quantity(tx.price().cap())
                + ",\"maxPriorityFeePerGas\":"
                + quantity(tx.price().tip())
            : "")
        + ",\"from\":\""
        + tx.from()
        + "\",\"to\":\""
        + tx.to()
        + "\",\"value\":\"0x0\",\"input\":\""
        + Hex.of(tx.input())
        + "\",\"chainId\":\"0x7\",\"v\":"
        + quantity(dynamic ? v.subtract(BigInteger.valueOf(27)) : v)
        + ",\"r\":"
        + quantity(new BigInteger(1, signed.getSignatureData().getR()))
        + ",\"s\":"
        + quantity(new BigInteger(1, signed.getSignatureData().getS()))
        + ",\"blockNumber\":\"0x5a\"}";
  }

  private static String quantity(BigInteger value) {
    return "\"0x" + value.toString(16) + "\"";
  }
}
