package org.bricscodes.chaincode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules, over a state in memory; {@code fabric-ledger} runs them on a network. */
final class RecordChaincodeTest {

  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
  private static final byte[] ALICE = MemoryState.creator("Org1MSP", "alice");
  private static final byte[] BOB = MemoryState.creator("Org2MSP", "bob");
  private static final String ROOT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String OTHER_ROOT = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String ASSET = "a".repeat(64);
  private static final String BANK = "b".repeat(64);
  private static final String RIVAL = "c".repeat(64);

  private final MemoryState state =
      new MemoryState(new RecordChaincode(() -> NOON, Duration.ofMinutes(5)));

  // Who writes

  @Test
  void writer_renewedCertificate_isTheSame() throws Exception {
    Writer alice = Writer.of(ALICE);

    assertThat(Writer.of(MemoryState.creator("Org1MSP", "alice-renewed"))).isEqualTo(alice);
    assertThat(Writer.of(MemoryState.creator("Org3MSP", "alice"))).isNotEqualTo(alice);
    assertThat(Writer.of(BOB)).isNotEqualTo(alice);
    assertThat(alice.id()).matches(Writer.FORM).startsWith("Org1MSP/");
  }

  // Checkpoints

  @Test
  void checkpoint_new_standsAsItWasSigned() {
    byte[] note = note("log.example/tea", 7, ROOT);

    Response response = write(ALICE, note);

    String record =
        """
        bricscodes.org/fabric-record@v1
        writer %s
        tx 0000000100000001000000010000000100000001000000010000000100000001
        time 1782907200
        content %s
        """
            .formatted(writer(ALICE), Base64.getEncoder().encodeToString(note));
    assertThat(text(response)).isEqualTo(record);
    assertThat(text(ask(BOB, "standing", "anchor", writer(ALICE), "log.example/tea", "7")))
        .isEqualTo(record);
    assertThat(text(ask(BOB, "head", writer(ALICE), "log.example/tea"))).isEqualTo(record);
    assertThat(state.events()).containsExactly("anchor " + record);
    assertThat(state.contents())
        .containsEntry("\0head\0" + writer(ALICE) + "\0log.example/tea\0", "7")
        .containsEntry("\0anchor\0" + writer(ALICE) + "\0log.example/tea\0007\0", record);
  }

  @Test
  void checkpoint_sameUnderOtherSignatures_answersWhatStands() {
    Response first = write(ALICE, note("log.example/tea", 7, ROOT));

    Response again = write(ALICE, bytes("log.example/tea\n7\n" + ROOT + "\n\n— other signature\n"));

    assertThat(MemoryState.same(again, first)).isTrue();
    assertThat(state.events()).hasSize(1);
  }

  @Test
  void checkpoint_smallerThanHead_isStale() {
    write(ALICE, note("log.example/tea", 9, ROOT));

    assertThat(refusal(write(ALICE, note("log.example/tea", 7, ROOT))))
        .isEqualTo("STALE_HEAD: this log stands here at size 9 already");
  }

  @Test
  void checkpoint_otherRootOfSameSize_isContradiction() {
    write(ALICE, note("log.example/tea", 9, ROOT));
    write(ALICE, note("log.example/tea", 11, ROOT));

    assertThat(refusal(write(ALICE, note("log.example/tea", 9, OTHER_ROOT))))
        .isEqualTo("CONTRADICTION: another root of size 9 of this log stands here");
  }

  @Test
  void checkpoint_ofAnotherWriter_standsInItsOwnBook() {
    write(BOB, note("log.example/tea", 1_000_000, OTHER_ROOT));

    assertThat(write(ALICE, note("log.example/tea", 7, ROOT)).getStatus())
        .isEqualTo(Response.Status.SUCCESS);
    assertThat(text(ask(ALICE, "head", writer(ALICE), "log.example/tea"))).contains("tx 00000002");
    assertThat(text(ask(ALICE, "head", writer(BOB), "log.example/tea"))).contains("tx 00000001");
  }

  @Test
  void head_unknownLog_isNothing() {
    assertThat(text(ask(ALICE, "head", writer(ALICE), "log.example/none"))).isEmpty();
    assertThat(text(ask(ALICE, "standing", "event", writer(ALICE), "log.example/none", "0")))
        .isEmpty();
  }

  // Events

  @Test
  void event_inAnyOrder_isTakenOnceAndNeverContradicted() {
    byte[] third = event(3, ROOT);
    Response first = write(ALICE, third);

    assertThat(write(ALICE, event(1, ROOT)).getStatus()).isEqualTo(Response.Status.SUCCESS);
    assertThat(MemoryState.same(write(ALICE, third), first)).isTrue();
    assertThat(refusal(write(ALICE, event(3, OTHER_ROOT))))
        .isEqualTo("CONTRADICTION: another entry 3 of this log stands here");
    assertThat(text(ask(BOB, "head", writer(ALICE), "log.example/tea"))).isEmpty();
  }

  // Pledges

  @Test
  void pledge_free_isHeldUntilItsEnd() {
    write(ALICE, pledge(BANK, "1", "pledge " + after(60)));

    assertThat(lookup(NOON)).isEqualTo("time 1782907200\npledged " + BANK + " " + after(60) + "\n");
    assertThat(refusal(write(BOB, pledge(RIVAL, "2", "pledge " + after(60)))))
        .isEqualTo("HELD: another pledge of this asset is active");
    assertThat(lookup(NOON.plusSeconds(60)))
        .isEqualTo("time 1782907260\nexpired " + after(60) + "\n");
  }

  @Test
  void pledge_expired_mayBePledgedByAnother() {
    write(ALICE, pledge(BANK, "1", "pledge " + after(60)));

    Response later =
        state.invoke(
            BOB,
            NOON.plusSeconds(60),
            bytes("write"),
            pledge(RIVAL, "2", "pledge " + after(90)),
            bytes("main"));

    assertThat(later.getStatus()).isEqualTo(Response.Status.SUCCESS);
    assertThat(lookup(NOON.plusSeconds(60))).endsWith("pledged " + RIVAL + " " + after(90) + "\n");
  }

  @Test
  void pledge_inAnotherPool_isAnother() {
    write(ALICE, pledge(BANK, "1", "pledge " + after(60)));

    Response other =
        state.invoke(
            BOB, NOON, bytes("write"), pledge(RIVAL, "2", "pledge " + after(60)), bytes("grain"));

    assertThat(other.getStatus()).isEqualTo(Response.Status.SUCCESS);
  }

  @Test
  void extend_ofTheHolder_movesTheEndForwardOnly() {
    write(ALICE, pledge(BANK, "1", "pledge " + after(60)));

    assertThat(write(ALICE, pledge(BANK, "2", "extend " + after(90))).getStatus())
        .isEqualTo(Response.Status.SUCCESS);
    assertThat(refusal(write(ALICE, pledge(BANK, "3", "extend " + after(90)))))
        .isEqualTo("REJECTED: a pledge is extended to a later end");
    assertThat(refusal(write(ALICE, pledge(BANK, "4", "extend " + after(0)))))
        .isEqualTo("EXPIRED: the end that is asked for has come");
    assertThat(lookup(NOON)).endsWith("pledged " + BANK + " " + after(90) + "\n");
  }

  @Test
  void release_byHandleAndWriterTogether_only() {
    write(ALICE, pledge(BANK, "1", "pledge " + after(60)));
    String notHeld = "NOT_HELD: no pledge of this holder by this writer is active";

    assertThat(refusal(write(BOB, pledge(BANK, "2", "release 1")))).isEqualTo(notHeld);
    assertThat(refusal(write(ALICE, pledge(RIVAL, "3", "release 1")))).isEqualTo(notHeld);
    assertThat(write(ALICE, pledge(BANK, "4", "release 6")).getStatus())
        .isEqualTo(Response.Status.SUCCESS);
    assertThat(lookup(NOON)).isEqualTo("time 1782907200\nreleased 6\n");
    assertThat(refusal(write(ALICE, pledge(BANK, "5", "release 6")))).isEqualTo(notHeld);
  }

  @Test
  void request_again_changesNothingForEver() {
    byte[] pledge = pledge(BANK, "1", "pledge " + after(60));
    write(ALICE, pledge);
    write(ALICE, pledge(BANK, "2", "release 2"));

    assertThat(write(ALICE, pledge).getStatus()).isEqualTo(Response.Status.SUCCESS);
    assertThat(lookup(NOON)).endsWith("released 2\n");
    assertThat(refusal(write(ALICE, pledge(BANK, "1", "release 2"))))
        .isEqualTo("REJECTED: this request id was used for another change");
    assertThat(write(BOB, pledge).getStatus()).isEqualTo(Response.Status.SUCCESS);
    assertThat(refusal(write(ALICE, pledge(BANK, "3", "pledge " + after(90))))).startsWith("HELD");
  }

  @Test
  void pledge_pastItsEnd_isExpired() {
    assertThat(refusal(write(ALICE, pledge(BANK, "1", "pledge " + after(0)))))
        .isEqualTo("EXPIRED: the end that is asked for has come");
  }

  // Time

  /** Else a writer could end another's pledge early, by a clock of its own. */
  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 86_400})
  void proposal_farFromTheEndorsersClock_isRejected(long seconds) {
    Response response =
        state.invoke(
            ALICE,
            NOON.plusSeconds(seconds),
            bytes("write"),
            pledge(BANK, "1", "pledge " + after(1_000_000)),
            bytes("main"));

    assertThat(refusal(response))
        .isEqualTo(
            "REJECTED: the time of the proposal is more than 300 s from this endorser's clock");
    assertThat(state.contents()).isEmpty();
  }

  // Bad input

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log.example/tea\n7\n",
        "log.example/tea\n7\nAAAA\n\n— s\n",
        "log.example/tea\n07\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— s\n",
        "log.example/tea\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— s\n",
        "log.example/tea\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— s\n",
        "log\n9223372036854775808\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— s\n",
        "\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— s\n",
        "log\0x\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— s\n",
        "bricscodes.org/event-record@v1\nlog.example/tea\n3\n",
        "bricscodes.org/event-record@v1\nlog\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nx\n",
        "bricscodes.org/pledge-change@v1\nxyz\nxyz\nxyz\nrelease 1\n"
      })
  void content_malformed_isInvalidInput(String text) {
    assertThat(refusal(write(ALICE, bytes(text)))).startsWith("INVALID_INPUT: ");
    assertThat(state.contents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"release 0", "release 1000", "pledge 01", "extend -1", "pledge", "steal 1"})
  void act_malformed_isInvalidInput(String act) {
    assertThat(refusal(write(ALICE, pledge(BANK, "1", act))))
        .isEqualTo("INVALID_INPUT: a pledge is changed by 'pledge S', 'extend S' or 'release N'");
  }

  @Test
  void content_tooLong_isInvalidInput() {
    assertThat(refusal(write(ALICE, new byte[(16 << 10) + 1])))
        .isEqualTo("INVALID_INPUT: a content takes 16384 bytes at most");
  }

  @Test
  void content_noUtf8_isInvalidInput() {
    assertThat(refusal(write(ALICE, new byte[] {(byte) 0xC3, 0x28})))
        .isEqualTo("INVALID_INPUT: text is UTF-8");
  }

  @Test
  void function_unknownOrMiscalled_isInvalidInput() {
    assertThat(refusal(ask(ALICE, "steal")))
        .isEqualTo("INVALID_INPUT: the functions are write, standing, head, lookup and about");
    assertThat(refusal(ask(ALICE, "head", "one")))
        .isEqualTo("INVALID_INPUT: this function takes 2 arguments");
    assertThat(refusal(ask(ALICE, "head", "nobody", "log"))).startsWith("INVALID_INPUT: a writer");
    assertThat(refusal(ask(ALICE, "lookup", "UPPER", ASSET))).startsWith("INVALID_INPUT: a pool");
    assertThat(text(ask(ALICE, "about"))).isEqualTo("bricscodes.org/fabric-chaincode@v1");
  }

  @Test
  void creator_withoutCertificate_isInvalidInput() {
    assertThat(refusal(write(bytes("nobody"), note("log", 1, ROOT))))
        .isEqualTo("INVALID_INPUT: the writer has no X.509 certificate");
  }

  // What the tests are written with

  private Response write(byte[] creator, byte[] content) {
    return state.invoke(creator, NOON, bytes("write"), content, bytes("main"));
  }

  private Response ask(byte[] creator, String function, String... arguments) {
    return ask(creator, NOON, function, arguments);
  }

  private Response ask(byte[] creator, Instant at, String function, String... arguments) {
    byte[][] all = new byte[arguments.length + 1][];
    all[0] = bytes(function);
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = bytes(arguments[i]);
    }
    return state.invoke(creator, at, all);
  }

  private String lookup(Instant at) {
    return text(ask(BOB, at, "lookup", "main", ASSET));
  }

  private static String writer(byte[] creator) {
    try {
      return Writer.of(creator).id();
    } catch (Refusal e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] note(String origin, long size, String root) {
    return bytes(origin + "\n" + size + "\n" + root + "\n\n— " + origin + " c2lnbmF0dXJl\n");
  }

  private static byte[] event(long index, String leaf) {
    return bytes("bricscodes.org/event-record@v1\nlog.example/tea\n" + index + "\n" + leaf + "\n");
  }

  private static byte[] pledge(String holder, String request, String act) {
    return bytes(
        "bricscodes.org/pledge-change@v1\n"
            + (ASSET + "\n" + holder + "\n" + request.repeat(64) + "\n" + act + "\n"));
  }

  private static long after(long seconds) {
    return NOON.getEpochSecond() + seconds;
  }

  private static String refusal(Response response) {
    assertThat(response.getStatus()).isEqualTo(Response.Status.INTERNAL_SERVER_ERROR);
    return response.getMessage();
  }

  private static String text(Response response) {
    assertThat(response.getStatus()).as(response.getMessage()).isEqualTo(Response.Status.SUCCESS);
    return new String(response.getPayload(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
