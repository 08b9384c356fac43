package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.HolderHandle;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReleaseReason;
import org.bricscodes.ledger.RequestId;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
import org.bricscodes.ledger.xinghuo.ModelState.Entry;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the account, and what is told of it. */
final class XinghuoLedgerTest extends Case {

  // Entries

  @Test
  void anchors_final_standUnderTheirOwnKeysBesideTheHead() throws Exception {
    finished(log.anchor(7));
    finished(log.anchor(9));

    Map<String, Entry> metadata =
        network.chain.account(network.address, network.chain.height()).orElseThrow().metadata();

    assertThat(metadata)
        .containsOnlyKeys(
            "qr/log.example/trace/7", "qr/log.example/trace/9", "qr/log.example/trace/head")
        .containsEntry("qr/log.example/trace/head", new Entry("9 2 22", 2));
    assertThat(metadata.get("qr/log.example/trace/7"))
        .isEqualTo(new Entry(Entries.value(log.anchor(7)), 1));
  }

  /** An origin may hold anything a path may, also what looks like another's key. */
  @Test
  void origins_thatLookLikeKeysOfOthers_stayApart() throws Exception {
    SampleLog shorter = new SampleLog("log.example");
    SampleLog longer = new SampleLog("log.example/7");
    SampleLog head = new SampleLog("log.example/head");
    SampleLog odd = new SampleLog("журнал.example/溯源?a=b&c#d%2F");

    for (SampleLog one : List.of(shorter, longer, head, odd)) {
      finished(one.anchor(7));
    }

    for (SampleLog one : List.of(shorter, longer, head, odd)) {
      assertThat(ledger.head(one.origin(), WITHIN).map(AnchoredHead::checkpoint))
          .contains(one.anchor(7).checkpoint());
    }
  }

  @Test
  void events_final_leaveOneEntryAndAReceiptEach() throws Exception {
    Prepared one = submitted(event(1));
    Prepared two = submitted(event(2));
    network.chain.mine();

    assertThat(
            network.chain.account(network.address, network.chain.height()).orElseThrow().metadata())
        .containsOnlyKeys("qr/log.example/trace/event");
    for (Prepared prepared : List.of(one, two)) {
      var recorder = ledger.events().orElseThrow();
      EventRecord event = (EventRecord) prepared.content();
      assertThat(recorder.verify(recorder.receipt(prepared, WITHIN), event, WITHIN).toString())
          .isEqualTo("Valid[]");
    }
  }

  @Test
  void event_anchoredWhileEventsWait_takesTheNextPlace() throws Exception {
    submitted(event(1));
    submitted(event(2));
    Prepared anchor = submitted(log.anchor(9));

    assertThat(anchor.terms()).containsEntry("nonce", "3");
    network.chain.mine();
    assertThat(state(anchor)).isInstanceOf(TxState.Final.class);
  }

  @Test
  void pledge_isNotTaken_andTheRegistryIsAbsent() {
    PledgeChange release =
        new PledgeChange(
            new Fingerprint(Digest.sha256()),
            new HolderHandle(Digest.sha256()),
            new RequestId(Digest.sha256()),
            new PledgeChange.Release(ReleaseReason.MISTAKE));

    assertThat(ledger.registry()).isEmpty();
    assertThat(ledger.capabilities().has(Capability.EXCLUSIVE_REGISTRY)).isFalse();
    assertThat(fault(() -> ledger.prepare(release, WITHIN))).isEqualTo(Fault.UNSUPPORTED);
  }

  // The head

  /** After the server's data were lost: what stands there is found again, and nothing is paid. */
  @Test
  void prepare_checkpointThatStandsThere_isTheTransactionThatMadeIt() throws Exception {
    Prepared first = finished(log.anchor(7));
    network.chain.mineEmpty(40);

    Prepared again = ledger.prepare(log.resigned(7), WITHIN);

    assertThat(again).isEqualTo(first);
    assertThat(ledger.submit(again, WITHIN)).isEqualTo(Submitted.KNOWN);
    assertThat(ledger.receipt(again, WITHIN)).isEqualTo(ledger.receipt(first, WITHIN));
    assertThat(network.chain.executed()).hasSize(1);
  }

  /** Two servers that saw the same head: the chain lets one of them move it. */
  @Test
  void head_movedMeanwhile_theLaterOneFailsWithoutEffect() throws Exception {
    Prepared slow = ledger.prepare(log.anchor(7), WITHIN);
    Prepared event = submitted(event(1));
    Prepared fast = ledger.prepare(log.anchor(9), WITHIN);
    Prepared slower = ledger.prepare(log.anchor(8), WITHIN);
    assertThat(fast.terms()).containsEntry("nonce", "2");
    var _ = ledger.submit(fast, WITHIN);
    // Another process gave this one the place behind.
    Prepared behind = ledger.prepare(log.anchor(8), WITHIN);
    var _ = ledger.submit(behind, WITHIN);
    network.chain.mine();

    assertThat(state(event)).isInstanceOf(TxState.Final.class);
    assertThat(state(fast)).isInstanceOf(TxState.Final.class);
    assertThat(state(behind))
        .isEqualTo(
            new TxState.Failed(
                Fault.STALE_HEAD,
                first().uri().getAuthority() + " says 144 the version of the metadata is 1"));
    assertThat(state(slow)).isInstanceOf(TxState.Dead.class);
    assertThat(state(slower)).isInstanceOf(TxState.Dead.class);
    assertThat(ledger.head(log.origin(), WITHIN).orElseThrow().checkpoint().size()).isEqualTo(9);
  }

  @Test
  void head_contradictingOneRacedAhead_isAContradiction() throws Exception {
    Prepared ours = submitted(event(1));
    Prepared forked = submitted(log.contradicting(9));
    Prepared honest = submitted(log.anchor(9));
    network.chain.mine();

    assertThat(ledger.inspect(List.of(ours, forked), WITHIN).states())
        .hasOnlyElementsOfType(TxState.Final.class);
    assertThat(state(honest))
        .isInstanceOfSatisfying(
            TxState.Failed.class, f -> assertThat(f.fault()).isEqualTo(Fault.CONTRADICTION));
  }

  @Test
  void head_sameCheckpointRacedAhead_isAConflict() throws Exception {
    submitted(log.anchor(9));
    Prepared late = submitted(log.resigned(9));
    network.chain.mine();

    assertThat(state(late))
        .isInstanceOfSatisfying(
            TxState.Failed.class, f -> assertThat(f.fault()).isEqualTo(Fault.CONFLICT));
  }

  /** The chain lets the key's holder overwrite what is there; the adapter says so. */
  @ParameterizedTest
  @ValueSource(strings = {"", "something else", "qr"})
  void entry_overwrittenByTheKeysHolder_isAContradiction(String value) throws Exception {
    finished(log.anchor(9));
    network.chain.overwrite(network.address, "qr/log.example/trace/9", value);

    assertThat(fault(() -> ledger.prepare(log.anchor(9), WITHIN))).isEqualTo(Fault.CONTRADICTION);
    assertThat(fault(() -> ledger.head(log.origin(), WITHIN))).isEqualTo(Fault.CONTRADICTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "0 1 2", "9 1 2 ", "-9 1 2", "9999999999999999999999 1 2", "{}"})
  void head_overwrittenByTheKeysHolder_isAContradiction(String value) throws Exception {
    finished(log.anchor(9));
    network.chain.overwrite(network.address, "qr/log.example/trace/head", value);

    assertThat(fault(() -> ledger.prepare(log.anchor(11), WITHIN))).isEqualTo(Fault.CONTRADICTION);
    assertThat(fault(() -> ledger.head(log.origin(), WITHIN))).isEqualTo(Fault.CONTRADICTION);
  }

  @Test
  void head_pointingAtBlocksWithoutIt_isUnavailable() throws Exception {
    finished(log.anchor(9));
    network.chain.mineEmpty(10);
    network.chain.overwrite(network.address, "qr/log.example/trace/head", "9 5 25");

    assertThat(failure(() -> ledger.head(log.origin(), WITHIN)))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageContaining("blocks 6 to 25");
  }

  // Identity

  @Test
  void descriptor_namesChainFirstBlockAndAccount() {
    assertThat(ledger.descriptor().id().toString())
        .isEqualTo("xinghuo:7:" + network.chain.genesis() + ":" + network.address);
    assertThat(ledger.descriptor().signer()).isEqualTo(network.address);
    assertThat(ledger.descriptor().trust()).isEmpty();
  }

  @Test
  void domain_isInTheIdTheBlobAndTheQuery() throws Exception {
    ledger.close();
    try (ModelNode node = ModelNode.start(network.chain, 0, 20)) {
      Map<String, String> settings = network.settings();
      settings.put("nodes", node.uri().toString());
      settings.put("domain-id", "20");
      ledger = network.open(settings);

      Prepared prepared = finished(log.anchor(7));

      assertThat(ledger.descriptor().id().reference()).startsWith("7.20:");
      assertThat(
              ledger
                  .verify(ledger.receipt(prepared, WITHIN), log.anchor(7).checkpoint(), WITHIN)
                  .toString())
          .isEqualTo("Valid[]");
      assertThat(node.received()).allMatch(request -> request.contains("domainid=20"));
    }
  }

  @Test
  void open_secondTimeOnOneKey_isToldToWait() throws Exception {
    assertThat(failure(network::open)).isInstanceOf(LedgerException.Unavailable.class);

    ledger.close();
    ledger = network.open();
    assertThat(ledger.head(log.origin(), WITHIN)).isEmpty();
  }

  // What an operator sees

  @Test
  void health_allIsWell_tellsHeightBalanceAndLag() throws Exception {
    network.clock.advance(Duration.ofSeconds(90));

    Health health = ledger.health(WITHIN);

    assertThat(health.status()).isEqualTo(Health.Status.READY);
    assertThat(health.measures())
        .containsEntry("height", 1L)
        .containsEntry("balance", Network.FUNDS)
        .containsEntry("nonce", 0L)
        .containsEntry("lag-ms", 90_000L)
        .containsEntry("clock-skew-ms", 0L)
        .containsEntry("nodes", 2L)
        .containsEntry("nodes-answering", 2L);
  }

  @Test
  void health_littleLeft_isDegraded() throws Exception {
    network.chain.fund(network.address, 15_000_001 - Network.FUNDS);

    assertThat(ledger.health(WITHIN))
        .matches(health -> health.status() == Health.Status.DEGRADED)
        .matches(health -> health.detail().contains("pays for 5 "));
  }

  @Test
  void health_chainStandsStill_isDegraded() throws Exception {
    network.clock.advance(Duration.ofMinutes(6));

    assertThat(ledger.health(WITHIN).detail()).contains("the newest block is old");
  }

  /** A slow clock of ours delays nothing: what decides is the chain's height. */
  @Test
  void clock_slow_isSaidAndChangesNothing() throws Exception {
    network.clock.advance(Duration.ofMinutes(5));
    Prepared prepared = finished(log.anchor(7));
    network.clock.advance(Duration.ofMinutes(-5));

    assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(ledger.health(WITHIN).measures()).containsEntry("clock-skew-ms", 300_000L);
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  void prepared_terms_areWhatAnOperatorWantsToSee() throws Exception {
    assertThat(ledger.prepare(log.anchor(7), WITHIN).terms())
        .isEqualTo(Map.of("nonce", "1", "gas-price", "100", "expires-at-height", "21"));
  }

  // What leaves the process

  @Test
  void wire_anchorAndEvent_holdNothingButTheContents() throws Exception {
    finished(log.anchor(7));
    submitted(event(7));

    Pattern known =
        Pattern.compile(
            "/getLedger(\\?seq=[0-9]+)?"
                + " |/getAccount\\?address=did%3Abid%3A[a-zA-Z0-9]+&key=qr(%2Flog.example%2Ftrace%2F(head|7))?"
                + " |/getTransactionCache |/submitTransaction"
                + " \\{\"items\":\\[\\{\"transaction_blob\":\"([0-9a-f]+)\","
                + "\"signatures\":\\[\\{\"sign_data\":\"[0-9a-f]{128}\",\"public_key\":\"b06566[0-9a-f]{64}\"\\}\\]\\}\\]\\}");
    assertThat(first().received()).allMatch(request -> known.matcher(request).matches());
    assertThat(second().received()).allMatch(request -> known.matcher(request).matches());
    BlobCodec codec = new BlobCodec(ChainProfile.BIF_CORE);
    List<Transaction> sent =
        network.nodes.stream()
            .flatMap(node -> node.received().stream())
            .map(known::matcher)
            .filter(m -> m.matches() && m.group(4) != null)
            .map(m -> codec.parse(HexFormat.of().parseHex(m.group(4))))
            .toList();
    assertThat(sent).hasSize(2);
    assertThat(sent.getFirst())
        .isEqualTo(
            new Transaction(
                network.address,
                1,
                "",
                Entries.anchoring(log.anchor(7), new Entries.Head(7, 1, 21), 0),
                sent.getFirst().metadata(),
                1_000_000,
                100,
                21,
                7,
                0));
    assertThat(sent.getFirst().metadata()).hasSize(16);
    assertThat(sent.get(1).operations()).isEqualTo(Entries.writing(event(7)));
  }

  @Test
  void authorization_isSentAndNeverShown() throws Exception {
    ledger.close();
    Map<String, String> settings = network.settings();
    settings.put("authorization", "Bearer a-very-secret-word");
    ledger = network.open(settings);
    both(ModelNode::close);

    String shown =
        ledger.toString()
            + ledger.descriptor()
            + ledger.health(WITHIN)
            + failure(() -> ledger.prepare(log.anchor(7), WITHIN));

    assertThat(shown).doesNotContain("secret");
    assertThat(first().authorizations()).contains("Bearer a-very-secret-word");
  }

  private EventRecord event(long index) {
    return new EventRecord(log.origin(), index, log.anchor(index).checkpoint().root());
  }
}
