package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Submitted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;

/** Several nodes, some of which fail. */
final class ChainTest {

  private static final Duration WITHIN = Duration.ofSeconds(8);
  private static final SignedTx TX =
      SignedTx.signed(
          Credentials.create(Anvil.KEYS.getFirst()),
          7,
          0,
          50_000,
          new Price.Legacy(java.math.BigInteger.TEN),
          "0x" + "35".repeat(20),
          new byte[] {1});
  private static final String TAKEN = "\"" + TX.hash() + "\"";
  private static final String KNOWN_TX =
      "{\"hash\":\"" + TX.hash() + "\",\"nonce\":\"0x0\",\"blockHash\":null}";

  private static final String CONTRACT = "0x" + "aa".repeat(20);

  private final List<Chain> chains = new ArrayList<>();
  private ScriptedNode first;
  private ScriptedNode second;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  ChainTest() {}

  @BeforeEach
  void start() throws Exception {
    first = ScriptedNode.ofChain(7);
    second = ScriptedNode.ofChain(7);
  }

  @AfterEach
  void stop() {
    chains.forEach(Chain::close);
    first.close();
    second.close();
  }

  @Test
  void read_firstNodeDown_isAnsweredByTheSecond() throws Exception {
    first.close();

    assertThat(chain().read(WITHIN, Node::chainId)).isEqualTo(7);
  }

  @Test
  void read_firstNodeHangs_leavesTimeForTheSecond() throws Exception {
    first.hangs("eth_blockNumber");

    assertThat(chain().read(WITHIN, Node::chainId)).isEqualTo(7);
  }

  @Test
  void read_nodeThatFailed_isAskedLastAndCheckedAgain() throws Exception {
    Chain chain = chain();
    first.says("eth_blockNumber", 500, "");
    chain.read(WITHIN, Node::chainId);
    first.answers("eth_blockNumber", "\"0x3\"").answers("eth_chainId", "\"0x8\"");
    long asked = first.seen().size();

    chain.read(WITHIN, Node::chainId);
    assertThat(first.seen()).hasSize((int) asked);
    second.close();

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> chain.read(WITHIN, Node::chainId))
        .withMessageContaining("serves chain 8, configured is 'chain-id' 7");
  }

  @Test
  void read_nodeBehindTheOthers_isAskedLast() throws Exception {
    Chain chain = chain();
    chain.read(WITHIN, Node::height); // the first, at 3
    first.says("eth_blockNumber", 503, "");
    second.answers("eth_blockNumber", "\"0x63\"");
    chain.read(WITHIN, Node::height);
    first.answers("eth_blockNumber", "\"0x3\"");

    // Both are known now, and the first has fallen behind.
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(
            () ->
                chain.read(
                    WITHIN,
                    node -> {
                      if (node.endpoint().name().equals(second.address().toString())) {
                        throw RpcException.lost(node.endpoint().name(), "asked first");
                      }
                      throw RpcException.lost(node.endpoint().name(), "asked last");
                    }))
        .withMessageMatching("(?s).*asked first.*asked last.*");
  }

  @Test
  void read_noNodeOfThisNetwork_isWrongNetwork() {
    first.answers("eth_chainId", "\"0x8\"");
    second.answers("eth_chainId", "\"0x9\"");

    assertThat(faultOf(() -> chain().read(WITHIN, Node::height))).isEqualTo(Fault.WRONG_NETWORK);
  }

  @Test
  void read_oneWrongAndOneDown_isUnavailable() {
    first.answers("eth_chainId", "\"0x8\"");
    second.close();

    assertThat(faultOf(() -> chain().read(WITHIN, Node::height))).isEqualTo(Fault.UNAVAILABLE);
  }

  @Test
  void read_otherGenesis_isWrongNetwork() throws Exception {
    Chain chain = chain(new Network(7, "0x" + "12".repeat(32), Map.of()), List.of(first));
    first.answers("eth_getBlockByNumber", "null");

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> chain.read(WITHIN, Node::height))
        .withMessageContaining("'genesis'");
  }

  /** A node of the right chain that has not come as far as our contract. */
  @Test
  void read_noContractYet_isUnavailableUntilTheNodeHasCaughtUp() throws Exception {
    Chain chain = chain(withContract(), List.of(first));

    first.answers("eth_getCode", "\"0x\"");
    assertThatExceptionOfType(LedgerException.Unavailable.class)
        .isThrownBy(() -> chain.read(WITHIN, Node::height))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.UNAVAILABLE))
        .withMessageContaining("no contract at " + CONTRACT + " on chain 7 yet");
    first.answers("eth_getCode", "\"" + Hex.of(Artefact.checkpointAnchors().deployedCode()) + "\"");
    assertThat(chain.read(WITHIN, Node::height)).isEqualTo(3);
  }

  @Test
  void read_noContractYetAtOneNode_isAnsweredByTheOther() throws Exception {
    first.answers("eth_getCode", "\"0x\"");
    second.answers(
        "eth_getCode", "\"" + Hex.of(Artefact.checkpointAnchors().deployedCode()) + "\"");

    Chain chain = chain(withContract(), List.of(first, second));
    String answering = chain.read(WITHIN, node -> node.endpoint().name());

    assertThat(answering).isEqualTo(second.address().toString());
  }

  @Test
  void read_anotherContract_isWrongNetwork() {
    Chain chain = chain(withContract(), List.of(first));

    first.answers("eth_getCode", "\"0x6001\"");

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> chain.read(WITHIN, Node::height))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.WRONG_NETWORK))
        .withMessageContaining("another contract at " + CONTRACT);
  }

  @Test
  void send_taken_isAccepted() throws Exception {
    first.answers("eth_sendRawTransaction", TAKEN);

    assertThat(chain().send(TX, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    assertThat(second.seen("eth_sendRawTransaction")).isZero();
  }

  @Test
  void send_known_isKnown() throws Exception {
    first.refuses("eth_sendRawTransaction", -32000, "already known");

    assertThat(chain().send(TX, WITHIN)).isEqualTo(Submitted.KNOWN);
  }

  @Test
  void send_nonceTooLowBecauseItIsIncluded_isKnown() throws Exception {
    first
        .refuses("eth_sendRawTransaction", -32000, "nonce too low")
        .answers("eth_getTransactionByHash", KNOWN_TX);

    assertThat(chain().send(TX, WITHIN)).isEqualTo(Submitted.KNOWN);
  }

  @Test
  void send_nonceTooLowBecauseOfAnother_mayHaveBeenTaken() {
    first
        .refuses("eth_sendRawTransaction", -32000, "nonce too low")
        .answers("eth_getTransactionByHash", "null");

    assertThatExceptionOfType(LedgerException.OutcomeUnknown.class)
        .isThrownBy(() -> chain().send(TX, WITHIN))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.NONCE_TOO_LOW));
  }

  @Test
  void send_answerLost_isSentToTheNextAndThatIsEnough() throws Exception {
    first.breaks("eth_sendRawTransaction");
    second.answers("eth_sendRawTransaction", TAKEN);

    assertThat(chain().send(TX, WITHIN)).isEqualTo(Submitted.ACCEPTED);
  }

  @Test
  void send_answerLostAndRefusedElsewhere_mayHaveBeenTaken() {
    first.breaks("eth_sendRawTransaction");
    second.refuses("eth_sendRawTransaction", -32000, "insufficient funds for gas");

    assertThatExceptionOfType(LedgerException.OutcomeUnknown.class)
        .isThrownBy(() -> chain().send(TX, WITHIN));
  }

  @Test
  void send_answersLostEverywhere_isATimeout() {
    first.breaks("eth_sendRawTransaction");
    second.hangs("eth_sendRawTransaction");

    assertThat(faultOf(() -> chain().send(TX, WITHIN))).isEqualTo(Fault.TIMEOUT);
  }

  /** A gateway gave up waiting; the node behind it may have what it was sent. */
  @ParameterizedTest
  @ValueSource(ints = {408, 499, 502, 503, 504})
  void send_gatewayGivesUp_mayHaveBeenTaken(int status) {
    first.says("eth_sendRawTransaction", status, "");
    second.close();

    assertThatExceptionOfType(LedgerException.OutcomeUnknown.class)
        .isThrownBy(() -> chain().send(TX, WITHIN))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
  }

  @Test
  void send_nodeBusy_isSentToTheNext() throws Exception {
    first.refuses("eth_sendRawTransaction", -32005, "rate limit");
    second.answers("eth_sendRawTransaction", TAKEN);

    assertThat(chain().send(TX, WITHIN)).isEqualTo(Submitted.ACCEPTED);
  }

  @Test
  void send_everybodyDown_tookNothing() {
    first.close();
    second.close();

    assertThat(faultOf(() -> chain().send(TX, WITHIN))).isEqualTo(Fault.UNAVAILABLE);
  }

  @Test
  void send_takenForAnotherTransaction_mayHaveBeenTaken() {
    first.answers("eth_sendRawTransaction", "\"0x" + "00".repeat(32) + "\"");
    second.close();

    assertThat(faultOf(() -> chain().send(TX, WITHIN))).isEqualTo(Fault.TIMEOUT);
  }

  @Test
  void send_wrongNetwork_neverLeaves() {
    first.answers("eth_chainId", "\"0x8\"");
    second.answers("eth_chainId", "\"0x8\"");

    assertThat(faultOf(() -> chain().send(TX, WITHIN))).isEqualTo(Fault.WRONG_NETWORK);
    assertThat(first.seen("eth_sendRawTransaction")).isZero();
  }

  private static Network withContract() {
    return new Network(7, "", Map.of(CONTRACT, Artefact.checkpointAnchors().codeHash()));
  }

  private Chain chain() {
    return chain(new Network(7, "", Map.of()), List.of(first, second));
  }

  private Chain chain(Network network, List<ScriptedNode> nodes) {
    HttpClient http = HttpClient.newHttpClient();
    Chain chain =
        new Chain(
            nodes.stream()
                .map(node -> new RpcEndpoint(node.address(), http, Duration.ofSeconds(1)))
                .toList(),
            network,
            http);
    chains.add(chain);
    return chain;
  }

  private interface Call {
    Object make() throws LedgerException, InterruptedException;
  }

  private static Fault faultOf(Call call) {
    try {
      throw new AssertionError("was answered: " + call.make());
    } catch (LedgerException e) {
      return e.fault();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
