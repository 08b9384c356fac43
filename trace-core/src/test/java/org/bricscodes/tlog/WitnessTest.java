package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What c2sp.org/tlog-witness@v1.0.0 asks of a witness, clause by clause. */
class WitnessTest {

  private static final SignerKey LOG = Logs.KEY;
  private static final SignerKey KEY = Keys.counting("witness.example/w1", 0x20);
  private static final Branch TRUNK = Branch.trunk(LOG);
  private static final Branch FORK = new Branch(LOG, "f", 5);
  private static final Digest HASH = Witness.hash(LOG.name());

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path directory;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.ofEpochSecond(1_700_000_000));

  private static LogList list(int perDay) {
    return new LogList(
        List.of(new LogList.Item(LOG.verifierKey(), LOG.name(), perDay, "us@log.example")));
  }

  private Witness open() {
    return Witness.open(directory, KEY, list(1_000_000), now::get, new UnsyncedFiles());
  }

  private static WitnessAnswer ask(Witness witness, AddCheckpoint request) {
    return witness.addCheckpoint(request.bytes());
  }

  private static Cosignature cosigned(WitnessAnswer answer, SignedNote checkpoint) {
    assertThat(answer).isInstanceOf(WitnessAnswer.Cosigned.class);
    String body = ((WitnessAnswer.Cosigned) answer).body();
    SignedNote both = SignedNote.parse(checkpoint.text() + "\n" + body);
    assertThat(both.verify(List.of(KEY.cosignerKey()))).containsExactly(KEY.cosignerKey());
    return Cosignature.of(KEY.cosignerKey(), both.signatures().getFirst());
  }

  @Test
  void firstCheckpoint_isCosigned_asInTheWorkedExample() {
    try (Witness witness = open()) {
      WitnessAnswer answer = ask(witness, TRUNK.request(0, 7));

      assertThat(answer)
          .isInstanceOfSatisfying(
              WitnessAnswer.Cosigned.class,
              cosigned ->
                  assertThat(cosigned.body())
                      .isEqualTo(
                          "— witness.example/w1"
                              + " IDJKvgAAAABlU/EAmFDTuu7BMmEBS1hPg8hw8lIECdwVvAnA8nEl370/fxMXFsBg8q9uxxNC3KJ++Fh3ur/ppnBn3e4ripU9yD3cBg==\n"));
      assertThat(witness.latest(HASH).orElseThrow())
          .isEqualTo(
              TRUNK.checkpoint(7).with(((WitnessAnswer.Cosigned) answer).signatures().getFirst()));
      assertThat(witness.progress())
          .containsExactly(new Witness.Progress(LOG.name(), 7, now.get(), 0, 0, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 16, 21})
  void growth_isCosigned_fromEverySizeToEveryOther(int old) {
    for (int size = old; size <= 21; size++) {
      try (Witness witness =
          Witness.open(
              directory.resolve(old + "-" + size),
              KEY,
              list(99_999),
              now::get,
              new UnsyncedFiles())) {
        cosigned(ask(witness, TRUNK.request(0, old)), TRUNK.checkpoint(old));
        cosigned(ask(witness, TRUNK.request(old, size)), TRUNK.checkpoint(size));
      }
    }
  }

  @Test
  void originThatIsNotListed_isNotFound() {
    SignerKey other = Keys.signer("log.example/other", 3);
    try (Witness witness = open()) {
      assertThat(ask(witness, Branch.trunk(other).request(0, 3)))
          .isEqualTo(new WitnessAnswer.UnknownLog("log.example/other"));
      assertThat(witness.latest(Witness.hash("log.example/other"))).isEmpty();
      assertThat(witness.latest(HASH)).isEmpty();
    }
  }

  @Test
  void checkpointByAnotherKey_orWithABadSignature_isForbidden() {
    SignerKey impostor = Keys.signer(LOG.name(), 4);
    SignedNote good = TRUNK.checkpoint(3);
    NoteSignature wrong = TRUNK.checkpoint(4).signatures().getFirst();
    try (Witness witness = open()) {
      assertThat(ask(witness, Branch.trunk(impostor).request(0, 3)))
          .isInstanceOf(WitnessAnswer.Unsigned.class);
      assertThat(ask(witness, new AddCheckpoint(0, List.of(), good.with(wrong))))
          .isInstanceOf(WitnessAnswer.Unsigned.class);
      // Lines of unknown keys are ignored, and do not stay.
      SignedNote more = good.with(impostor.sign("other\n"));
      cosigned(ask(witness, new AddCheckpoint(0, List.of(), more)), good);
      assertThat(witness.latest(HASH).orElseThrow().signatures()).hasSize(2);
    }
  }

  @Test
  void oldSizeAboveTheCheckpoints_isABadRequest_evenWhereItConflicts() {
    try (Witness witness = open()) {
      cosigned(ask(witness, TRUNK.request(0, 5)), TRUNK.checkpoint(5));

      assertThat(ask(witness, TRUNK.request(6, 3))).isInstanceOf(WitnessAnswer.Malformed.class);
    }
  }

  @Test
  void otherOldSize_isAConflict_withTheSizeKnown() {
    try (Witness witness = open()) {
      assertThat(ask(witness, TRUNK.request(2, 3))).isEqualTo(new WitnessAnswer.Conflict(0));
      cosigned(ask(witness, TRUNK.request(0, 5)), TRUNK.checkpoint(5));

      assertThat(ask(witness, TRUNK.request(0, 7))).isEqualTo(new WitnessAnswer.Conflict(5));
      assertThat(ask(witness, TRUNK.request(4, 7))).isEqualTo(new WitnessAnswer.Conflict(5));
      assertThat(ask(witness, TRUNK.request(3, 3))).isEqualTo(new WitnessAnswer.Conflict(5));
      assertThat(new WitnessAnswer.Conflict(5).body()).isEqualTo("5\n");
    }
  }

  @Test
  void treeOfSizeZero_hasTheRootOfNothing() {
    String text = LOG.name() + "\n0\n" + TRUNK.root(3).base64() + "\n";
    SignedNote wrong = new SignedNote(text, List.of(LOG.sign(text)));
    try (Witness witness = open()) {
      assertThat(ask(witness, new AddCheckpoint(1, List.of(), wrong)))
          .isInstanceOf(WitnessAnswer.Malformed.class);
      assertThat(ask(witness, new AddCheckpoint(0, List.of(), wrong)))
          .isInstanceOf(WitnessAnswer.Inconsistent.class);
      cosigned(ask(witness, TRUNK.request(0, 0)), TRUNK.checkpoint(0));
      cosigned(ask(witness, TRUNK.request(0, 3)), TRUNK.checkpoint(3));
      assertThat(ask(witness, new AddCheckpoint(0, List.of(), wrong)))
          .isEqualTo(new WitnessAnswer.Conflict(3));
    }
  }

  @Test
  void proofFromSizeZero_isEmpty_andProofsHold() {
    List<Digest> junk = List.of(TRUNK.root(3));
    List<Digest> proof = TRUNK.request(3, 7).proof();
    try (Witness witness = open()) {
      assertThat(ask(witness, new AddCheckpoint(0, junk, TRUNK.checkpoint(3))))
          .isInstanceOf(WitnessAnswer.Inconsistent.class);
      cosigned(ask(witness, TRUNK.request(0, 3)), TRUNK.checkpoint(3));

      assertThat(ask(witness, new AddCheckpoint(3, junk, TRUNK.checkpoint(3))))
          .isInstanceOf(WitnessAnswer.Inconsistent.class);
      assertThat(ask(witness, new AddCheckpoint(3, List.of(), TRUNK.checkpoint(7))))
          .isInstanceOf(WitnessAnswer.Inconsistent.class);
      assertThat(ask(witness, new AddCheckpoint(3, proof.reversed(), TRUNK.checkpoint(7))))
          .isInstanceOf(WitnessAnswer.Inconsistent.class);
      cosigned(ask(witness, new AddCheckpoint(3, proof, TRUNK.checkpoint(7))), TRUNK.checkpoint(7));
    }
  }

  @Test
  void splitView_isRefused_andKeptAsEvidence() throws IOException {
    try (Witness witness = open()) {
      cosigned(ask(witness, TRUNK.request(0, 8)), TRUNK.checkpoint(8));

      // One that grew from the fork, proven from the root the log pretends.
      assertThat(ask(witness, FORK.request(8, 9))).isInstanceOf(WitnessAnswer.Inconsistent.class);
      assertThat(witness.progress().getFirst().forks()).isZero();
      // The same size with another root, under the log's own signature.
      WitnessAnswer same = ask(witness, FORK.request(8, 8));
      ask(witness, FORK.request(8, 8));

      assertThat(same)
          .isEqualTo(new WitnessAnswer.Inconsistent("another root was cosigned for this size"));
      assertThat(witness.progress())
          .containsExactly(new Witness.Progress(LOG.name(), 8, now.get(), 2, 1, 1));
      String kept = Files.readString(directory.resolve(HASH + ".fork-0"));
      assertThat(kept).isEqualTo(witness.latest(HASH).orElseThrow() + "\n" + FORK.checkpoint(8));
      assertThat(directory.resolve(HASH + ".fork-1")).doesNotExist();
      cosigned(ask(witness, TRUNK.request(8, 9)), TRUNK.checkpoint(9));
    }
  }

  @Test
  void memory_outlivesTheProcess() {
    try (Witness witness = open()) {
      cosigned(ask(witness, TRUNK.request(0, 8)), TRUNK.checkpoint(8));
    }
    try (Witness witness = open()) {
      assertThat(witness.latest(HASH).orElseThrow().text()).isEqualTo(TRUNK.checkpoint(8).text());
      assertThat(ask(witness, TRUNK.request(0, 9))).isEqualTo(new WitnessAnswer.Conflict(8));
      assertThat(ask(witness, FORK.request(8, 8))).isInstanceOf(WitnessAnswer.Inconsistent.class);
      cosigned(ask(witness, TRUNK.request(8, 9)), TRUNK.checkpoint(9));
    }
  }

  @Test
  void logThatLeavesTheListAndComesBack_isRemembered() {
    try (Witness witness = open()) {
      cosigned(ask(witness, TRUNK.request(0, 8)), TRUNK.checkpoint(8));
    }
    Witness.open(directory, KEY, new LogList(List.of()), now::get).close();
    try (Witness witness = open()) {
      assertThat(ask(witness, FORK.request(0, 9))).isEqualTo(new WitnessAnswer.Conflict(8));
    }
  }

  @Test
  void memoryThatWasDamaged_isNotOpened() throws IOException {
    Path file = directory.resolve(HASH + ".checkpoint");
    try (Witness witness = open()) {
      cosigned(ask(witness, TRUNK.request(0, 8)), TRUNK.checkpoint(8));
    }
    String note = Files.readString(file);
    for (String damaged : List.of("", note.substring(0, 40), note.replace("\n8\n", "\n7\n"))) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> open().close())
          .isInstanceOfSatisfying(
              LogException.class,
              e -> assertThat(e.reason()).isEqualTo(LogException.Reason.DAMAGED));
    }
    Files.writeString(file, Branch.trunk(Keys.signer("log.example/other", 3)).checkpoint(2) + "");
    assertThatThrownBy(() -> open().close()).isInstanceOf(LogException.class);
    Files.writeString(file, note);
    open().close();
  }

  @Test
  void secondWitnessOnTheDirectory_isKeptOut() {
    try (Witness witness = open()) {
      assertThatThrownBy(() -> open().close())
          .isInstanceOfSatisfying(
              LogException.class,
              e -> assertThat(e.reason()).isEqualTo(LogException.Reason.LOCKED));
      assertThat(witness.progress()).hasSize(1);
    }
  }

  @Test
  void time_neverGoesBack() {
    try (Witness witness = open()) {
      Instant first = cosigned(ask(witness, TRUNK.request(0, 3)), TRUNK.checkpoint(3)).time();
      now.set(now.get().minusSeconds(1000));
      Instant second = cosigned(ask(witness, TRUNK.request(3, 4)), TRUNK.checkpoint(4)).time();

      assertThat(second).isEqualTo(first);
    }
    try (Witness witness = open()) {
      assertThat(cosigned(ask(witness, TRUNK.request(4, 5)), TRUNK.checkpoint(5)).time())
          .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
      now.set(Instant.ofEpochSecond(1_700_000_009));
      assertThat(cosigned(ask(witness, TRUNK.request(5, 5)), TRUNK.checkpoint(5)).time())
          .isEqualTo(now.get());
    }
  }

  @Test
  void requests_areAsManyAsTheListAllows() {
    try (Witness witness = Witness.open(directory, KEY, list(48), now::get)) {
      cosigned(ask(witness, TRUNK.request(0, 1)), TRUNK.checkpoint(1));
      cosigned(ask(witness, TRUNK.request(1, 2)), TRUNK.checkpoint(2));
      // Asked again within the second: the same words, nothing new.
      cosigned(ask(witness, TRUNK.request(2, 2)), TRUNK.checkpoint(2));
      assertThat(ask(witness, TRUNK.request(2, 3))).isEqualTo(new WitnessAnswer.TooOften(1800));
      assertThat(ask(witness, TRUNK.request(0, 3))).isEqualTo(new WitnessAnswer.Conflict(2));
      now.set(now.get().plusSeconds(1800));
      cosigned(ask(witness, TRUNK.request(2, 3)), TRUNK.checkpoint(3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "old 0",
        "old 0\n",
        "old 0\n\n",
        "Old 0\n\nNOTE",
        "old  0\n\nNOTE",
        "old 00\n\nNOTE",
        "old -1\n\nNOTE",
        "old +0\n\nNOTE",
        "old 9223372036854775808\n\nNOTE",
        "old 0\r\n\nNOTE",
        "old 0 \n\nNOTE",
        "old 0\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0\n\nNOTE",
        "old 0\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT1=\n\nNOTE",
        "old 0\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YX\n\nNOTE",
        "old 0\n\n\nNOTE",
        "old 0\n\nNOTE\n",
        "old 0\n\nnot a note\n"
      })
  void requestOfAnyOtherForm_isMalformed(String template) {
    String body = template.replace("NOTE", TRUNK.checkpoint(3).toString());
    try (Witness witness = open()) {
      assertThat(witness.addCheckpoint(body.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(WitnessAnswer.Malformed.class);
      assertThat(witness.latest(HASH)).isEmpty();
    }
  }

  @Test
  void requests_areBounded() {
    String hash = TRUNK.root(3).base64() + "\n";
    String note = "\n" + TRUNK.checkpoint(3);
    try (Witness witness = open()) {
      assertThat(witness.addCheckpoint(utf8("old 1\n" + hash.repeat(63) + note)))
          .isEqualTo(new WitnessAnswer.Conflict(0));
      assertThat(witness.addCheckpoint(utf8("old 1\n" + hash.repeat(64) + note)))
          .isEqualTo(new WitnessAnswer.Malformed("a proof has at most 63 hashes"));
      assertThat(witness.addCheckpoint(new byte[Witness.MAX_REQUEST_BYTES + 1]))
          .isEqualTo(new WitnessAnswer.Malformed("a request has at most 65536 bytes"));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Many clients of a log that shows two histories, at once: one history wins, whole. */
  @Test
  void racingRequests_ofTwoHistories_getCosignaturesForOneOnly() throws Exception {
    for (int round = 0; round < 20; round++) {
      List<Branch> cosigned = race(directory.resolve("race-" + round));
      assertThat(cosigned).as("round %d", round).isNotEmpty();
      assertThat(cosigned.stream().distinct()).as("round %d", round).hasSize(1);
    }
  }

  private List<Branch> race(Path where) throws Exception {
    List<Branch> winners = new ArrayList<>();
    var gate = new CountDownLatch(1);
    try (Witness witness =
            Witness.open(where, KEY, list(1_000_000), now::get, new UnsyncedFiles());
        ExecutorService clients = Executors.newFixedThreadPool(8)) {
      cosigned(ask(witness, TRUNK.request(0, 5)), TRUNK.checkpoint(5));
      List<Future<WitnessAnswer>> answers = new ArrayList<>();
      List<Branch> asked = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Branch branch = i % 2 == 0 ? TRUNK : FORK;
        byte[] body = branch.request(5, 6 + i / 4).bytes();
        asked.add(branch);
        answers.add(
            clients.submit(
                () -> {
                  gate.await();
                  return witness.addCheckpoint(body);
                }));
      }
      gate.countDown();
      for (int i = 0; i < answers.size(); i++) {
        if (answers.get(i).get() instanceof WitnessAnswer.Cosigned) {
          winners.add(asked.get(i));
        }
      }
      long size = witness.progress().getFirst().size();
      assertThat(size).isBetween(6L, 9L);
      assertThat(witness.latest(HASH).orElseThrow().text())
          .isEqualTo(winners.getFirst().checkpoint((int) size).text());
    }
    return winners;
  }
}
