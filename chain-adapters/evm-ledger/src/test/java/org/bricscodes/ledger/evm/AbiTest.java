package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.HolderHandle;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.PledgeState;
import org.bricscodes.ledger.ReleaseReason;
import org.bricscodes.ledger.RequestId;
import org.bricscodes.ledger.testkit.SampleLog;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.crypto.Hash;
import org.web3j.protocol.ObjectMapperFactory;
import tools.jackson.databind.JsonNode;

final class AbiTest {

  private static final String PUBLISHER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final String ANCHORS = "0x" + "aa".repeat(20);

  private final SampleLog log = new SampleLog("log.example/abi");

  /** The first example of the ABI's specification. */
  @Test
  void publishedExample_isEncodedAsPublished() {
    Function baz = new Function("baz", List.of(new Uint32(69), new Bool(true)), List.of());

    assertThat(FunctionEncoder.encode(baz))
        .isEqualTo(
            "0xcdcd77c0"
                + "0000000000000000000000000000000000000000000000000000000000000045"
                + "0000000000000000000000000000000000000000000000000000000000000001");
  }

  /** Names and types are ours here and the compiler's there: they must be the same. */
  @Test
  void everyCall_isOneTheCompilerKnows() throws Exception {
    Digest digest = Digest.sha256(new byte[0]);
    PledgeChange.Act[] acts = {
      new PledgeChange.Pledge(Instant.ofEpochSecond(9)),
      new PledgeChange.Extend(Instant.ofEpochSecond(9)),
      new PledgeChange.Release(ReleaseReason.SATISFIED)
    };
    Set<String> spoken = new TreeSet<>();
    spoken.add(selector(AnchorAbi.anchor(log.anchor(7))));
    spoken.add(selector(AnchorAbi.record(new EventRecord("o", 1, digest))));
    spoken.add(selector(AnchorAbi.head(PUBLISHER, "o")));
    spoken.add(selector(PledgeAbi.entry(new Fingerprint(digest))));
    for (PledgeChange.Act act : acts) {
      spoken.add(
          selector(
              PledgeAbi.change(
                  new PledgeChange(
                      new Fingerprint(digest),
                      new HolderHandle(digest),
                      new RequestId(digest),
                      act))));
    }

    Set<String> known = new TreeSet<>(selectors("CheckpointAnchors.json", "function"));
    known.addAll(selectors("PledgeRegistry.json", "function"));
    assertThat(spoken).isEqualTo(known);
  }

  @Test
  void everyRevert_isOneTheCompilerKnows() throws Exception {
    Set<String> known = new TreeSet<>(selectors("CheckpointAnchors.json", "error"));
    known.addAll(selectors("PledgeRegistry.json", "error"));

    assertThat(known).hasSize(Revert.values().length);
    for (String selector : known) {
      RpcException refusal = RpcException.refused("node", 3, "execution reverted", selector);
      assertThat(Revert.of(refusal)).as(selector).isPresent();
    }
  }

  @Test
  void anchored_saysThisNoteOfThisPublisherInThisContract() {
    EventLog genuine = anchored(ANCHORS, PUBLISHER, log);

    assertThat(AnchorAbi.says(genuine, ANCHORS, PUBLISHER, log.anchor(7))).isTrue();
    assertThat(AnchorAbi.says(genuine, ANCHORS, PUBLISHER, log.anchor(8))).isFalse();
    assertThat(AnchorAbi.says(genuine, ANCHORS, PUBLISHER, log.contradicting(7))).isFalse();
    assertThat(AnchorAbi.says(genuine, ANCHORS, PUBLISHER, log.resigned(7))).isFalse();
    assertThat(AnchorAbi.says(genuine, "0x" + "bb".repeat(20), PUBLISHER, log.anchor(7))).isFalse();
    assertThat(AnchorAbi.says(genuine, ANCHORS, "0x" + "cc".repeat(20), log.anchor(7))).isFalse();
  }

  @Test
  void head_wordsOfOtherLength_areRefused() {
    assertThat(AnchorAbi.head(new byte[96]).size()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> AnchorAbi.head(new byte[95]));
    byte[] tooLarge = new byte[96];
    tooLarge[0] = 1;
    assertThatIllegalArgumentException().isThrownBy(() -> AnchorAbi.head(tooLarge));
  }

  @Test
  void entry_isReadAsOfABlocksTime() {
    Instant end = Instant.ofEpochSecond(1_000);
    byte[] pledged = new byte[128];
    pledged[31] = 5;
    pledged[94] = 3;
    pledged[95] = (byte) 0xe8; // 1,000
    byte[] released = pledged.clone();
    released[127] = 2;
    byte[] holder = new byte[32];
    holder[31] = 5;

    assertThat(PledgeAbi.state(new byte[128], end)).isEqualTo(new PledgeState.Free());
    assertThat(PledgeAbi.state(pledged, end.minusSeconds(1)))
        .isEqualTo(new PledgeState.Pledged(new HolderHandle(Digest.of(holder)), end));
    assertThat(PledgeAbi.state(pledged, end)).isEqualTo(new PledgeState.Expired(end));
    assertThat(PledgeAbi.state(released, end))
        .isEqualTo(new PledgeState.Released(ReleaseReason.WITHDRAWN));
    assertThatIllegalArgumentException().isThrownBy(() -> PledgeAbi.state(new byte[0], end));
  }

  private static EventLog anchored(String contract, String publisher, SampleLog log) {
    String words =
        Hex.of(log.anchor(7).checkpoint().root().bytes())
            + Hex.of(Hash.sha3(log.anchor(7).bytes())).substring(2)
            + "0".repeat(128);
    return new EventLog(contract, AnchorAbi.topics(publisher, log.origin(), 7), words, "");
  }

  private static String selector(byte[] call) {
    return Hex.of(call).substring(0, 10);
  }

  private static List<String> selectors(String artefact, String type) throws Exception {
    List<String> selectors = new ArrayList<>();
    try (InputStream in = AbiTest.class.getResourceAsStream(artefact)) {
      JsonNode abi = ObjectMapperFactory.getObjectMapper().readTree(in).path("abi");
      for (JsonNode item : abi) {
        if (item.path("type").asString().equals(type)) {
          List<String> types = new ArrayList<>();
          item.path("inputs").forEach(input -> types.add(input.path("type").asString()));
          String signature = item.path("name").asString() + "(" + String.join(",", types) + ")";
          selectors.add(selector(Hash.sha3(signature.getBytes(StandardCharsets.US_ASCII))));
        }
      }
    }
    return selectors;
  }
}
