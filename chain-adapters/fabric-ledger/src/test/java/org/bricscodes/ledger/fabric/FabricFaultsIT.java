package org.bricscodes.ledger.fabric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the contract cannot know: processes that die, conflicts, wrong networks, who may connect.
 */
@ExtendWith(FabricNetwork.Resolver.class)
final class FabricFaultsIT {

  private static final Duration WITHIN = Duration.ofSeconds(60);

  /** For calls that try for as long as they may, and cannot succeed. */
  private static final Duration IN_VAIN = Duration.ofSeconds(10);

  private final FabricNetwork network;
  private final Map<String, String> settings;
  private final SampleLog log = new SampleLog("log.example/faults");

  FabricFaultsIT(FabricNetwork network) {
    this.network = network;
    this.settings = network.settings("anchors", network.freshUser(), network.freshPool());
  }

  /** Whatever a test killed runs again for the next. */
  @AfterEach
  void resumeAll() throws Exception {
    for (String process : List.of("orderer", "peer1", "peer2", "chaincode")) {
      network.resume(process);
    }
  }

  // Processes that die

  @Test
  void ordererDown_submitIsUnknownAndTheSameBytesGoThroughLater() throws Exception {
    try (Ledger ledger = open()) {
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
      network.kill("orderer");

      assertThat(faultOf(() -> ledger.submit(prepared, IN_VAIN))).isEqualTo(Fault.TIMEOUT);
      TxState meanwhile = state(ledger, prepared);
      network.resume("orderer");

      assertThat(meanwhile).isInstanceOf(TxState.Absent.class);
      assertThat(becomesFinal(ledger, prepared)).isTrue();
    }
  }

  @Test
  void endorserDown_prepareIsUnavailableAndGoesThroughAfterIt() throws Exception {
    try (Ledger ledger = open()) {
      network.kill("peer2");

      assertThat(faultOf(() -> ledger.prepare(log.anchor(7), IN_VAIN)))
          .isEqualTo(Fault.UNAVAILABLE);
      network.resume("peer2");

      assertThat(becomesFinal(ledger, preparedInTime(ledger, log.anchor(7)))).isTrue();
    }
  }

  @Test
  void chaincodeDown_prepareIsUnavailableAndGoesThroughAfterIt() throws Exception {
    try (Ledger ledger = open()) {
      network.kill("chaincode");

      LedgerException failure = failureOf(() -> ledger.prepare(log.anchor(7), IN_VAIN));
      network.resume("chaincode");

      assertThat(failure).isInstanceOf(LedgerException.Unavailable.class);
      assertThat(becomesFinal(ledger, preparedInTime(ledger, log.anchor(7)))).isTrue();
    }
  }

  @Test
  void peerKilledAfterEndorsing_theOtherTakesTheSameBytes() throws Exception {
    try (Ledger ledger = open()) {
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
      network.kill("peer1");

      Submitted submitted = ledger.submit(prepared, WITHIN);

      assertThat(submitted).isEqualTo(Submitted.ACCEPTED);
      assertThat(state(ledger, prepared)).isInstanceOf(TxState.Final.class);
      assertThat(ledger.head(log.origin(), WITHIN).orElseThrow().txId()).isEqualTo(prepared.txId());
    }
  }

  @Test
  void peerKilledInTheMiddleOfSubmitting_oneEntryResults() throws Exception {
    try (Ledger ledger = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);

      Future<?> submitting =
          threads.submit(
              () -> {
                try {
                  return ledger.submit(prepared, WITHIN);
                } catch (LedgerException.OutcomeUnknown | LedgerException.Unavailable e) {
                  return e.fault();
                }
              });
      network.kill("peer1");
      submitting.get();
      network.resume("peer1");

      assertThat(becomesFinal(ledger, prepared)).isTrue();
      assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.KNOWN);
    }
  }

  /** Killed at each point of a transaction's life, with the answer under way. */
  @ParameterizedTest
  @EnumSource
  void peerKilledAt_oneEntryResults(LyingPeer.Point point) throws Exception {
    try (LyingPeer between = new LyingPeer(network)) {
      settings.put("peers", "127.0.0.1:" + between.port() + "," + settings.get("peers"));
      try (Ledger ledger = open()) {
        between.at(point, () -> restart("peer1"));

        Prepared prepared = preparedInTime(ledger, log.anchor(7));

        assertThat(becomesFinal(ledger, prepared)).isTrue();
        assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.KNOWN);
        assertThat(ledger.prepare(log.anchor(7), WITHIN).content()).isEqualTo(prepared.content());
        assertThat(ledger.receipt(prepared, WITHIN).txId()).isEqualTo(prepared.txId());
      }
    }
  }

  private Object restart(String process) throws IOException {
    network.kill(process);
    network.resume(process);
    return process;
  }

  @Test
  void everyPeerRestartedBetweenSubmitAndReceipt_finalStaysFinal() throws Exception {
    try (Ledger ledger = open()) {
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
      var _ = ledger.submit(prepared, WITHIN);
      TxState before = state(ledger, prepared);

      for (String peer : List.of("peer1", "peer2")) {
        network.kill(peer);
        network.resume(peer);
      }

      assertThat(before).isInstanceOf(TxState.Final.class);
      assertThat(stateInTime(ledger, prepared)).isEqualTo(before);
    }
  }

  @Test
  void persistedBytes_inANewProcessAfterTheFirstDied_areEnough() throws Exception {
    Prepared persisted;
    try (Ledger first = open()) {
      persisted = first.prepare(log.anchor(7), WITHIN);
    }

    try (Ledger second = open()) {
      Prepared read =
          new Prepared(
              persisted.ledger(), persisted.txId(), persisted.content(), persisted.bytes());

      assertThat(second.submit(read, WITHIN)).isEqualTo(Submitted.ACCEPTED);
      assertThat(state(second, read)).isInstanceOf(TxState.Final.class);
    }
  }

  // Conflicts

  @Test
  void twoEndorsedTogether_theSecondConflictsAndIsPreparedAgain() throws Exception {
    try (Ledger ledger = open()) {
      Prepared small = ledger.prepare(log.anchor(7), WITHIN);
      Prepared large = ledger.prepare(log.anchor(9), WITHIN);

      var _ = ledger.submit(small, WITHIN);
      var _ = ledger.submit(large, WITHIN);

      assertThat(state(ledger, small)).isInstanceOf(TxState.Final.class);
      assertThat(failed(ledger, large)).isEqualTo(Fault.CONFLICT);
      assertThat(becomesFinal(ledger, ledger.prepare(log.anchor(9), WITHIN))).isTrue();
    }
  }

  @Test
  void overtakenByALargerCheckpoint_isStale() throws Exception {
    try (Ledger ledger = open()) {
      Prepared small = ledger.prepare(log.anchor(7), WITHIN);
      Prepared large = ledger.prepare(log.anchor(9), WITHIN);

      var _ = ledger.submit(large, WITHIN);
      var _ = ledger.submit(small, WITHIN);

      assertThat(failed(ledger, small)).isEqualTo(Fault.STALE_HEAD);
    }
  }

  @Test
  void otherWritersHead_standsInNobodysWay() throws Exception {
    Map<String, String> others =
        network.settings("anchors", network.freshUser(), network.freshPool());
    try (Ledger other = open(others);
        Ledger ledger = open()) {
      var _ = other.submit(other.prepare(log.anchor(1_000_000), WITHIN), WITHIN);

      assertThat(becomesFinal(ledger, ledger.prepare(log.anchor(7), WITHIN))).isTrue();
      assertThat(ledger.head(log.origin(), WITHIN).orElseThrow().checkpoint().size()).isEqualTo(7);
    }
  }

  // Two servers, two clocks

  @Test
  void twoServersOnOneKey_bothWriteAndTheSameCheckpointIsOneRecord() throws Exception {
    SampleLog otherLog = new SampleLog("log.example/faults-2");
    try (Ledger one = open();
        Ledger two = open()) {
      assertThat(becomesFinal(one, one.prepare(log.anchor(7), WITHIN))).isTrue();
      Prepared again = two.prepare(log.anchor(7), WITHIN);

      assertThat(becomesFinal(two, again)).isTrue();
      assertThat(becomesFinal(two, two.prepare(otherLog.anchor(5), WITHIN))).isTrue();
      assertThat(two.receipt(again, WITHIN).txId())
          .isEqualTo(one.head(log.origin(), WITHIN).orElseThrow().txId());
      assertThat(faultOf(() -> one.prepare(otherLog.anchor(3), WITHIN)))
          .isEqualTo(Fault.STALE_HEAD);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-400, 400})
  void clockOfTheWriter_minutesFromTheEndorsers_isRejectedAndSaysSo(int seconds) throws Exception {
    FabricSettings read = FabricSettings.of(FabricNetwork.config(settings));
    try (Peers peers = Peers.of(read)) {
      byte[] content = log.anchor(7).bytes();

      GatewayException failure =
          assertThrows(
              GatewayException.class,
              () ->
                  peers.call(
                      Deadline.in(WITHIN),
                      (gateway, channel, until) ->
                          gateway
                              .newProposal(
                                  shifted(
                                      channel
                                          .getContract("anchor")
                                          .newProposal("write")
                                          .addArguments(content, "main".getBytes(UTF_8))
                                          .setEndorsingOrganizations("Org1MSP", "Org2MSP")
                                          .build()
                                          .getBytes(),
                                      seconds))
                              .endorse(until::on)));

      assertThat(Faults.reading(failure).fault()).isEqualTo(Fault.REJECTED);
      assertThat(Faults.reading(failure)).hasMessageContaining("from this endorser's clock");
    }
  }

  /** The proposal as a process would have made it whose clock is wrong. */
  private static byte[] shifted(byte[] proposed, int seconds) {
    try {
      ProposedTransaction.Builder whole = ProposedTransaction.parseFrom(proposed).toBuilder();
      Proposal.Builder proposal =
          Proposal.parseFrom(whole.getProposal().getProposalBytes()).toBuilder();
      Header.Builder header = Header.parseFrom(proposal.getHeader()).toBuilder();
      ChannelHeader.Builder channel =
          ChannelHeader.parseFrom(header.getChannelHeader()).toBuilder();
      channel.getTimestampBuilder().setSeconds(channel.getTimestamp().getSeconds() + seconds);
      proposal.setHeader(
          header.setChannelHeader(channel.build().toByteString()).build().toByteString());
      whole.getProposalBuilder().setProposalBytes(proposal.build().toByteString());
      return whole.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  // What leaves the process

  @Test
  void transaction_carriesTheContentAndThePoolOnly() throws Exception {
    try (Ledger ledger = open()) {
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);

      Endorsed endorsed = Endorsed.parse(prepared.bytes());

      assertThat(endorsed.arguments()).hasSize(3);
      assertThat(new String(endorsed.argument(0), UTF_8)).isEqualTo("write");
      assertThat(endorsed.argument(1)).isEqualTo(log.anchor(7).bytes());
      assertThat(new String(endorsed.argument(2), UTF_8)).isEqualTo(settings.get("pool"));
      assertThat(endorsed.action().getAction().getEndorsementsCount()).isEqualTo(2);
    }
  }

  // The right network

  @Test
  void setUp_pinsThisNetworkAndItsRules() throws Exception {
    Map<String, String> pinned =
        new FabricLedgerProvider().setUp(FabricNetwork.config(settings), context());

    assertThat(pinned).containsAllEntriesOf(settings).containsEntry("definition", "1/1");
    try (Ledger ledger = open(pinned)) {
      assertThat(ledger.descriptor().id().reference())
          .isEqualTo("anchors:anchor:" + pinned.get("genesis"));
    }
  }

  @Test
  void setUp_withoutAnEndorser_saysWhichIsMissing() throws Exception {
    network.kill("peer2");

    LedgerException failure =
        failureOf(
            () -> new FabricLedgerProvider().setUp(FabricNetwork.config(settings), context()));

    assertThat(failure).isInstanceOf(LedgerException.Unavailable.class);
    assertThat(failure).hasMessageContaining("Org2MSP");
  }

  @Test
  void pinned_thisNetwork_opens() throws Exception {
    try (Ledger ledger = open()) {
      settings.put("genesis", ledger.descriptor().id().reference().split(":", 3)[2]);
      settings.put("definition", "1/1");
    }

    try (Ledger ledger = open()) {
      assertThat(ledger.descriptor().id().reference())
          .isEqualTo("anchors:anchor:" + settings.get("genesis"));
    }
  }

  @Test
  void pinned_anotherNetwork_isRefused() {
    settings.put("genesis", "0".repeat(64));

    assertThat(failureOf(this::open)).hasMessageStartingWith("WRONG_NETWORK: the first block of");
  }

  @Test
  void pinned_anotherDefinition_isRefused() {
    settings.put("definition", "1/2");

    assertThat(failureOf(this::open))
        .hasMessage("WRONG_NETWORK: the chaincode's definition is 1/1, not 'definition'");
  }

  @Test
  void chaincode_thatIsNotOurs_isRefused() {
    settings.put("chaincode", "other");

    assertThat(faultOf(this::open)).isEqualTo(Fault.WRONG_NETWORK);
  }

  @Test
  void channel_thatThePeerDoesNotKnow_isNotOpened() {
    settings.put("channel", "nowhere");

    assertThat(failureOf(this::open))
        .hasMessageStartingWith("WRONG_NETWORK: ")
        .hasMessageContaining("channel nowhere");
  }

  @Test
  void endorsers_ofNoOrganisation_areNamed() {
    settings.put("endorsers", "Org1MSP,Org7MSP");

    assertThat(failureOf(this::open))
        .hasMessageContaining("'endorsers': Org7MSP is no organisation");
  }

  // Who may connect

  @Test
  void identity_ofNoMember_isUnauthorized() {
    Path msp =
        network
            .dir()
            .resolve("crypto/ordererOrganizations/example.com/users/Admin@example.com/msp");
    settings.put("msp", "OrdererMSP");
    settings.put("certificate-file", FabricNetwork.onlyFile(msp.resolve("signcerts")).toString());
    settings.put("key-file", FabricNetwork.onlyFile(msp.resolve("keystore")).toString());

    assertThat(faultOf(this::open)).isEqualTo(Fault.UNAUTHORIZED);
  }

  @Test
  void certificate_thatEnded_writesNothingAndTheHealthSaysSo(@TempDir Path dir) throws Exception {
    beIssued(dir, Duration.ofSeconds(1));

    try (Ledger ledger = open()) {
      LedgerException failure = failureOf(() -> ledger.prepare(log.anchor(7), WITHIN));

      assertThat(failure.fault()).isEqualTo(Fault.UNAUTHORIZED);
      assertThat(failure).hasMessageContaining("identity expired");
      assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.DEGRADED);
      assertThat(ledger.health(WITHIN).detail()).endsWith(": renew it");
    }
  }

  /** What differs from the one above is the day it ends on. */
  @Test
  void certificate_thatHasNotEnded_isTaken(@TempDir Path dir) throws Exception {
    beIssued(dir, Duration.ofDays(40));

    try (Ledger ledger = open()) {
      assertThat(becomesFinal(ledger, ledger.prepare(log.anchor(7), WITHIN))).isTrue();
      assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.READY);
    }
  }

  private void beIssued(Path dir, Duration validity) throws Exception {
    TestKeys own =
        TestKeys.issued(
            "CN=Client,OU=client,O=org1.example.com",
            network.organisation(1).resolve("ca"),
            validity);
    settings.put("certificate-file", own.writeCertificate(dir.resolve("cert.pem")).toString());
    settings.put("key-file", own.writeKey(dir.resolve("key.pem"), "rw-------").toString());
  }

  @Test
  void peer_withAForeignTlsCertificate_isNotTalkedTo() {
    settings.put("tls-ca-file", network.orderer().resolve("tls/ca.crt").toString());

    LedgerException failure = failureOf(this::open);

    assertThat(failure).isInstanceOf(LedgerException.Unavailable.class);
    assertThat(failure).hasMessageContaining("the peer's TLS certificate is not of 'tls-ca-file'");
  }

  @Test
  void peer_thatAsksForACertificate_isGivenOurs() throws Exception {
    network.kill("peer1");
    network.resumeMutual("peer1");
    settings.put("peers", "127.0.0.1:" + network.peerPort(1));
    try {
      assertThat(failureOf(this::open))
          .isInstanceOf(LedgerException.Unavailable.class)
          .hasMessageContaining(
              "the peer asks for a certificate it trusts: 'tls-certificate-file'");

      settings.put("tls-certificate-file", network.user(2).resolve("tls/client.crt").toString());
      settings.put("tls-key-file", network.user(2).resolve("tls/client.key").toString());

      try (Ledger ledger = open()) {
        assertThat(becomesFinal(ledger, preparedInTime(ledger, log.anchor(7)))).isTrue();
      }
    } finally {
      network.kill("peer1");
    }
  }

  @Test
  void firstPeerUnreachable_theNextIsAsked() throws Exception {
    settings.put("peers", "127.0.0.1:" + network.sparePort() + "," + settings.get("peers"));

    try (Ledger ledger = open()) {
      assertThat(becomesFinal(ledger, ledger.prepare(log.anchor(7), WITHIN))).isTrue();
    }
  }

  // What the tests are written with

  private Ledger open() throws LedgerException, InterruptedException {
    return open(settings);
  }

  private static Ledger open(Map<String, String> settings)
      throws LedgerException, InterruptedException {
    return LedgerProviders.load(FabricFaultsIT.class.getClassLoader())
        .open("fabric", FabricNetwork.config(settings), context());
  }

  private static LedgerContext context() {
    return new LedgerContext(InstantSource.system(), new SecureRandom());
  }

  private static TxState state(Ledger ledger, Prepared prepared) throws Exception {
    return ledger.inspect(List.of(prepared), WITHIN).states().getFirst();
  }

  /** What is said once the peers that were restarted answer again. */
  private static TxState stateInTime(Ledger ledger, Prepared prepared) throws Exception {
    for (int i = 0; i < 60; i++) {
      try {
        TxState state = state(ledger, prepared);
        if (!(state instanceof TxState.Absent)) {
          return state;
        }
      } catch (LedgerException.Unavailable e) {
        // asked again below
      }
      Thread.sleep(500);
    }
    return fail("the peers did not come back");
  }

  private static Prepared preparedInTime(Ledger ledger, Anchor anchor) throws Exception {
    for (int i = 0; i < 60; i++) {
      try {
        return ledger.prepare(anchor, WITHIN);
      } catch (LedgerException.Unavailable e) {
        Thread.sleep(500);
      }
    }
    return fail("the endorsers did not come back");
  }

  /** Submits the same bytes until they are in a block: what the loop of anchors does. */
  private static boolean becomesFinal(Ledger ledger, Prepared prepared) throws Exception {
    for (int i = 0; i < 60; i++) {
      try {
        var _ = ledger.submit(prepared, WITHIN);
        if (state(ledger, prepared) instanceof TxState.Final) {
          return true;
        }
      } catch (LedgerException.OutcomeUnknown | LedgerException.Unavailable e) {
        // tried again below
      }
      Thread.sleep(500);
    }
    return false;
  }

  private static Fault failed(Ledger ledger, Prepared prepared) throws Exception {
    return state(ledger, prepared) instanceof TxState.Failed(Fault fault, String _)
        ? fault
        : fail("it did not fail");
  }

  private interface Call {
    Object make() throws LedgerException, InterruptedException;
  }

  private static Fault faultOf(Call call) {
    return failureOf(call).fault();
  }

  private static LedgerException failureOf(Call call) {
    try {
      return fail("was taken: " + call.make());
    } catch (LedgerException e) {
      return e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
