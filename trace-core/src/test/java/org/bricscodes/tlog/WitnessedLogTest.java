package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log and the witnesses it asks, over real HTTP. */
class WitnessedLogTest {

  private static final WitnessOptions OPTIONS =
      new WitnessOptions(
          InstantSource.fixed(Logs.NOW),
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          Duration.ofMillis(5),
          Duration.ofMillis(20));
  private static final WitnessOptions IMPATIENT =
      new WitnessOptions(
          InstantSource.fixed(Logs.NOW),
          Duration.ofMillis(300),
          Duration.ofMillis(20),
          Duration.ofMillis(5),
          Duration.ofMillis(20));

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private WitnessServer delhi;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private WitnessServer brasilia;

  @BeforeEach
  void open() {
    delhi = server("delhi", 0x20);
    brasilia = server("brasilia", 0x40);
  }

  private WitnessServer server(String name, int seed) {
    SignerKey key = Keys.counting("witness.example/" + name, seed);
    return new WitnessServer(folder.resolve(name), key, Logs.KEY);
  }

  @AfterEach
  void close() {
    delhi.close();
    brasilia.close();
  }

  private Path file() {
    return folder.resolve("log/cosigned");
  }

  private TransparencyLog log() {
    return Logs.open(folder.resolve("log"));
  }

  private TrustPolicy policy(String quorum) {
    return TrustPolicy.parse(
        """
        log %s
        witness delhi %s %s
        witness brasilia %s %s/
        %s
        """
            .formatted(
                Logs.KEY.verifierKey(),
                delhi.key(),
                delhi.url(),
                brasilia.key(),
                brasilia.url(),
                quorum)
            .getBytes(StandardCharsets.UTF_8));
  }

  private TrustPolicy both() {
    return policy("group both all delhi brasilia\nquorum both");
  }

  private TrustPolicy either() {
    return policy("group either any delhi brasilia\nquorum either");
  }

  private WitnessedLog witnessed(TransparencyLog log, TrustPolicy policy) {
    return WitnessedLog.open(log, policy, file(), OPTIONS, new UnsyncedFiles());
  }

  private static void grow(TransparencyLog log, int entries) {
    log.append(Trees.entries(log.size(), log.size() + entries));
    log.publish();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("a minute is over").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  private static void awaitCosigned(WitnessedLog witnessed, long size, String... names) {
    await(
        () ->
            witnessed.published().size() == size
                && cosigners(witnessed.published()).equals(List.of(names)));
  }

  private static List<String> cosigners(SignedCheckpoint checkpoint) {
    return checkpoint.cosignatures().stream()
        .map(cosignature -> cosignature.witness().substring("witness.example/".length()))
        .toList();
  }

  private static WitnessStatus.Fault fault(WitnessedLog witnessed, int witness) {
    await(() -> witnessed.statuses().get(witness).fault().isPresent());
    return witnessed.statuses().get(witness).fault().orElseThrow();
  }

  @Test
  void checkpoints_arePublished_withTheCosignaturesOfAll() throws IOException {
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, both())) {
      for (int size = 300; size <= 900; size += 300) {
        grow(log, 300);
        awaitCosigned(witnessed, size, "delhi", "brasilia");
        String note = Files.readString(file());
        assertThat(note).isEqualTo(witnessed.published().toString());
        var strict =
            new TrustedLog(
                Logs.KEY.name(),
                List.of(Logs.KEY.verifierKey()),
                List.of(brasilia.key(), delhi.key()),
                2);
        assertThat(strict.verify(SignedNote.parse(note)).root()).isEqualTo(log.root(size));
      }
      await(() -> witnessed.settled(1 << 14).equals(Optional.of(witnessed.published().note())));
      assertThat(witnessed.settled(100)).contains(log.checkpoint().note());
      assertThat(witnessed.statuses())
          .extracting(WitnessStatus::size, WitnessStatus::failures, WitnessStatus::time)
          .containsOnly(tuple(900L, 0L, Optional.of(Logs.NOW)));
      // One request a checkpoint and witness: sizes are remembered.
      assertThat(delhi.requests()).isEqualTo(3);
    }
  }

  @Test
  void checkpoint_thatLacksACosignature_isHeldBack_untilItComes() {
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, both())) {
      grow(log, 10);
      awaitCosigned(witnessed, 10, "delhi", "brasilia");
      brasilia.behave(WitnessServer.always(503, "text/plain", "out of order"));
      grow(log, 10);
      await(() -> cosigners(witnessed.covering(20)).equals(List.of("delhi")));

      assertThat(witnessed.published().size()).isEqualTo(10);
      assertThat(witnessed.newest().size()).isEqualTo(20);
      assertThat(witnessed.covering(10)).isEqualTo(witnessed.published());
      assertThat(fault(witnessed, 1))
          .isEqualTo(
              new WitnessStatus.Fault(
                  WitnessStatus.Kind.UNREACHABLE, "it answers with status 503"));
      // Its silence does not hold up what is anchored.
      await(() -> witnessed.settled(1 << 14).orElseThrow().text().contains("\n20\n"));

      brasilia.behave();
      awaitCosigned(witnessed, 20, "delhi", "brasilia");
      await(() -> witnessed.statuses().get(1).fault().isEmpty());
      // What was given out to be anchored stays as it was.
      assertThat(witnessed.settled(1 << 14).orElseThrow().signatures()).hasSize(2);
    }
  }

  @Test
  void untilThePolicyWasEverMet_theNewestSignedIsPublished() {
    delhi.behave(WitnessServer.always(404, "text/plain", ""));
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, both())) {
      grow(log, 10);
      assertThat(fault(witnessed, 0))
          .isEqualTo(
              new WitnessStatus.Fault(
                  WitnessStatus.Kind.REFUSED, "it does not follow this log (404)"));
      assertThat(witnessed.published()).isEqualTo(log.checkpoint());
      assertThat(file()).doesNotExist();
    }
  }

  @Test
  void quorumNone_publishesAtOnce_andAddsCosignaturesAsTheyCome() {
    var latch = new CountDownLatch(1);
    brasilia.behave(brasilia.after(latch));
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, policy("quorum none"))) {
      grow(log, 10);
      assertThat(witnessed.published().size()).isEqualTo(10);
      awaitCosigned(witnessed, 10, "delhi");
      latch.countDown();
      awaitCosigned(witnessed, 10, "delhi", "brasilia");
      grow(log, 1);
      assertThat(witnessed.published().size()).isEqualTo(11);
    }
  }

  @Test
  void slowWitness_holdsUpNoOther_andItsCosignatureIsAdded() {
    var latch = new CountDownLatch(1);
    brasilia.behave(brasilia.after(latch));
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, either())) {
      grow(log, 10);
      awaitCosigned(witnessed, 10, "delhi");
      grow(log, 10);
      awaitCosigned(witnessed, 20, "delhi");
      latch.countDown();
      // Its answer to the first comes too late for that; it is asked for the second.
      awaitCosigned(witnessed, 20, "delhi", "brasilia");
    }
  }

  @Test
  void witnessThatNeverAnswers_isGivenUp_andAskedAgain() {
    var never = new CountDownLatch(1);
    brasilia.behave(brasilia.after(never));
    try (TransparencyLog log = log();
        WitnessedLog witnessed =
            WitnessedLog.open(log, both(), file(), IMPATIENT, new UnsyncedFiles())) {
      grow(log, 10);
      assertThat(fault(witnessed, 1))
          .isEqualTo(
              new WitnessStatus.Fault(
                  WitnessStatus.Kind.UNREACHABLE, "no whole answer within 300 ms"));
      brasilia.behave();
      awaitCosigned(witnessed, 10, "delhi", "brasilia");
    } finally {
      never.countDown();
    }
  }

  /** Ways to lie, and what is found. */
  enum Lie {
    NOTHING(200, "text/plain", "", WitnessStatus.Kind.FALSE, "its cosignature does not hold: "),
    GARBAGE(200, "text/plain", "ok\n", WitnessStatus.Kind.FALSE, "its cosignature does not hold: "),
    OTHER_KEY(
        200,
        "text/plain",
        Keys.signer("witness.example/brasilia", 1).cosign("x\n", Logs.NOW) + "\n",
        WitnessStatus.Kind.FALSE,
        "it answered without a cosignature by its key in the policy"),
    OTHER_TREE(
        200,
        "text/plain",
        Keys.counting("witness.example/brasilia", 0x40)
                .cosign(Branch.trunk(Logs.KEY).checkpoint(3).text(), Logs.NOW)
            + "\n",
        WitnessStatus.Kind.FALSE,
        "its cosignature does not hold: a signature of the known key witness.example/brasilia"),
    FUTURE(
        200,
        "text/plain",
        Keys.counting("witness.example/brasilia", 0x40)
                .cosign(
                    Branch.trunk(Logs.KEY).checkpoint(10).text(),
                    Instant.parse("2026-01-01T00:06:00Z"))
            + "\n",
        WitnessStatus.Kind.FALSE,
        "its cosignature is of 2026-01-01T00:06:00Z, which is to come"),
    SAME_SIZE(409, "text/x.tlog.size", "0\n", WitnessStatus.Kind.FALSE, "it refuses the size 0"),
    NO_NUMBER(409, "text/x.tlog.size", "07\n", WitnessStatus.Kind.FALSE, "it answers 409 with a"),
    NO_SIZE(
        409, "text/plain", "0\n", WitnessStatus.Kind.CONTRADICTS, "it answers 409 and names no"),
    HUGE_SIZE(
        409,
        "text/x.tlog.size",
        "9223372036854775807\n",
        WitnessStatus.Kind.AHEAD,
        "it says that it knows this log at size 9223372036854775807"),
    FORK(422, "text/plain", "", WitnessStatus.Kind.CONTRADICTS, "it knows another history"),
    STRANGER(403, "text/plain", "", WitnessStatus.Kind.REFUSED, "it has another key for this log"),
    BUSY(429, "text/plain", "", WitnessStatus.Kind.REFUSED, "it wants to be asked less often"),
    REDIRECT(301, "text/plain", "", WitnessStatus.Kind.UNREACHABLE, "it answers with status 301"),
    ENDLESS(
        200, "text/plain", "— ".repeat(50_000), WitnessStatus.Kind.UNREACHABLE, "no whole answer");

    private final int status;
    private final String type;
    private final String body;
    private final WitnessStatus.Kind kind;
    private final String found;

    Lie(int status, String type, String body, WitnessStatus.Kind kind, String found) {
      this.status = status;
      this.type = type;
      this.body = body;
      this.kind = kind;
      this.found = found;
    }
  }

  @ParameterizedTest
  @EnumSource(Lie.class)
  void lyingWitness_isFoundOut_andChangesNothing(Lie lie) {
    brasilia.behave(WitnessServer.always(lie.status, lie.type, lie.body));
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, either())) {
      grow(log, 10);
      awaitCosigned(witnessed, 10, "delhi");

      WitnessStatus.Fault fault = fault(witnessed, 1);

      assertThat(fault.kind()).isEqualTo(lie.kind);
      assertThat(fault.reason()).startsWith(lie.found);
      assertThat(cosigners(witnessed.published())).containsExactly("delhi");
      // The log takes no harm, and the witness may mend its ways.
      brasilia.behave();
      grow(log, 1);
      awaitCosigned(witnessed, 11, "delhi", "brasilia");
    }
  }

  @Test
  void witnessThatNamesASizeMoreEachTime_isGivenUp() {
    var size = new AtomicLong();
    brasilia.behave(
        (exchange, body) ->
            WitnessServer.always(409, "text/x.tlog.size", size.incrementAndGet() + "\n")
                .answer(exchange, body));
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, either())) {
      grow(log, 10);

      assertThat(fault(witnessed, 1).reason())
          .isEqualTo("it names another size of its own each time it is asked");
      assertThat(size.get()).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void witnessThatKnowsTheLogAlready_isProvenTheGrowthSince() throws IOException {
    try (TransparencyLog log = log()) {
      try (WitnessedLog witnessed = witnessed(log, both())) {
        grow(log, 300);
        awaitCosigned(witnessed, 300, "delhi", "brasilia");
      }
      Files.delete(file());
      grow(log, 300);
      try (WitnessedLog witnessed = witnessed(log, both())) {
        awaitCosigned(witnessed, 600, "delhi", "brasilia");
        assertThat(witnessed.statuses()).extracting(WitnessStatus::failures).containsOnly(0L);
      }
    }
    // The first, one refused for its old size, one with the right one.
    assertThat(delhi.requests()).isEqualTo(3);
  }

  @Test
  void published_outlivesTheProcess_evenWithoutWitnesses() {
    String before;
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, both())) {
      grow(log, 10);
      awaitCosigned(witnessed, 10, "delhi", "brasilia");
      before = witnessed.published().toString();
    }
    delhi.close();
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, both())) {
      assertThat(witnessed.published()).hasToString(before);
      grow(log, 10);
      assertThat(fault(witnessed, 0).kind()).isEqualTo(WitnessStatus.Kind.UNREACHABLE);
      assertThat(witnessed.published()).hasToString(before);
      assertThat(witnessed.statuses())
          .extracting(WitnessStatus::name)
          .containsExactly("delhi", "brasilia");
    }
  }

  @Test
  void otherPolicy_thatIsNotMetByWhatWasKept_startsAnew() {
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, both())) {
      grow(log, 10);
      awaitCosigned(witnessed, 10, "delhi", "brasilia");
    }
    try (TransparencyLog log = log();
        WitnessServer pretoria = server("pretoria", 0x60)) {
      pretoria.behave(WitnessServer.always(404, "text/plain", ""));
      TrustPolicy other =
          TrustPolicy.parse(
              "witness pretoria %s %s\nquorum pretoria\n"
                  .formatted(pretoria.key(), pretoria.url())
                  .getBytes(StandardCharsets.UTF_8));
      try (WitnessedLog witnessed = witnessed(log, other)) {
        assertThat(witnessed.published()).isEqualTo(log.checkpoint());
        pretoria.behave();
        awaitCosigned(witnessed, 10, "pretoria");
      }
    }
  }

  @Test
  void logPutBackToAnOlderState_isRefused_byWhatAWitnessShows() throws IOException {
    Path other = folder.resolve("older");
    try (TransparencyLog log = Logs.open(other)) {
      grow(log, 10);
    }
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, both())) {
      grow(log, 20);
      awaitCosigned(witnessed, 20, "delhi", "brasilia");
    }

    try (TransparencyLog older = Logs.open(other)) {
      assertThatThrownBy(
              () ->
                  WitnessedLog.open(
                          older, both(), other.resolve("cosigned"), OPTIONS, new UnsyncedFiles())
                      .close())
          .isInstanceOfSatisfying(
              LogException.class,
              e -> assertThat(e.reason()).isEqualTo(LogException.Reason.CONTRADICTION));
      assertThatThrownBy(() -> grow(older, 1)).isInstanceOf(LogException.class);
    }
  }

  @Test
  void logThatLostItsState_whileTheWitnessWasAway_signsNoMore() {
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, either())) {
      grow(log, 20);
      awaitCosigned(witnessed, 20, "delhi", "brasilia");
    }
    delhi.behave(WitnessServer.always(503, "text/plain", ""));
    brasilia.behave(WitnessServer.always(503, "text/plain", ""));
    Path other = folder.resolve("older");
    try (TransparencyLog older = Logs.open(other);
        WitnessedLog witnessed =
            WitnessedLog.open(
                older, either(), other.resolve("cosigned"), OPTIONS, new UnsyncedFiles())) {
      grow(older, 10);
      assertThat(fault(witnessed, 0).kind()).isEqualTo(WitnessStatus.Kind.UNREACHABLE);
      delhi.behave();
      await(() -> fault(witnessed, 0).kind() == WitnessStatus.Kind.AHEAD);

      assertThat(fault(witnessed, 0).reason())
          .startsWith("it shows what this log signed and does not hold, so that it signs no more");
      assertThatThrownBy(() -> grow(older, 1))
          .isInstanceOfSatisfying(
              LogException.class,
              e -> assertThat(e.reason()).isEqualTo(LogException.Reason.CLOSED));
    }
  }

  @Test
  void witnessThatForgot_isNamed_andGoesOn() throws IOException {
    try (TransparencyLog log = log();
        WitnessedLog witnessed = witnessed(log, either())) {
      grow(log, 10);
      awaitCosigned(witnessed, 10, "delhi", "brasilia");
      // As after a restore from a backup of before.
      try (WitnessServer blank =
          new WitnessServer(
              folder.resolve("blank"), Keys.counting("witness.example/brasilia", 0x40), Logs.KEY)) {
        brasilia.behave(blank::honestly);
        grow(log, 10);
        awaitCosigned(witnessed, 20, "delhi", "brasilia");
        assertThat(witnessed.statuses().get(1).failures()).isEqualTo(1);
        assertThat(witnessed.statuses().get(1).fault()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FaultyFiles.Death.class)
  void crash_atEveryStep_ofKeepingACosignedCheckpoint_losesNoPublishedOne(FaultyFiles.Death death) {
    boolean died = true;
    int step = 1;
    while (died) {
      try (WitnessServer witness = server(death + "-" + step, 0x60)) {
        died = crash(witness, folder.resolve("crash-" + death + step), step, death);
      }
      step++;
    }
    assertThat(step).as("steps of one run").isBetween(6, 50);
  }

  private static boolean crash(
      WitnessServer witness, Path directory, int step, FaultyFiles.Death death) {
    TrustPolicy policy =
        TrustPolicy.parse(
            "witness w %s %s\nquorum w\n"
                .formatted(witness.key(), witness.url())
                .getBytes(StandardCharsets.UTF_8));
    Path file = directory.resolve("cosigned");
    var files = new FaultyFiles(step, death);
    boolean shown;
    try (TransparencyLog log = Logs.open(directory)) {
      try (WitnessedLog witnessed = WitnessedLog.open(log, policy, file, OPTIONS, files)) {
        grow(log, 5);
        await(() -> files.died() || witnessed.published().cosignatures().size() == 1);
        shown = !witnessed.published().cosignatures().isEmpty();
      }
    }
    witness.behave(WitnessServer.always(503, "text/plain", ""));
    try (TransparencyLog log = Logs.open(directory);
        WitnessedLog witnessed =
            WitnessedLog.open(log, policy, file, OPTIONS, new UnsyncedFiles())) {
      String when = death + " at step " + step;
      assertThat(witnessed.published().size()).as(when).isEqualTo(5);
      assertThat(!shown || witnessed.published().cosignatures().size() == 1).as(when).isTrue();
      witness.behave();
      await(() -> witnessed.published().cosignatures().size() == 1);
    }
    return files.died();
  }

  @Test
  void policyThatCannotBeFollowed_isRefused_namingEveryFault() {
    TrustPolicy policy =
        TrustPolicy.parse(
            """
            log %s
            witness a %s
            witness b %s ftp://b.example/
            witness c %s https://user@c.example/
            quorum none
            """
                .formatted(
                    Keys.signer("log.example/other", 3).verifierKey(),
                    Keys.signer("w.example/a", 4).cosignerKey(),
                    Keys.signer("w.example/b", 5).cosignerKey(),
                    Keys.signer("w.example/c", 6).cosignerKey())
                .getBytes(StandardCharsets.UTF_8));
    String form = " must be http:// or https:// and a host, without user, query and fragment";
    try (TransparencyLog log = log()) {
      assertThatThrownBy(() -> witnessed(log, policy).close())
          .isInstanceOfSatisfying(
              LinesException.class,
              e ->
                  assertThat(e.faults())
                      .extracting(LinesException.Fault::message)
                      .containsExactly(
                          "the address of witness a is missing, so that it cannot be asked",
                          "the address of witness b" + form,
                          "the address of witness c" + form,
                          "the policy is for other logs; this one is " + Logs.KEY.verifierKey()));
    }
  }

  @Test
  void logAlone_publishesWhatItSigns() {
    try (TransparencyLog log = log();
        WitnessedLog alone = WitnessedLog.alone(log)) {
      grow(log, 3);
      assertThat(alone.published()).isEqualTo(log.checkpoint());
      assertThat(alone.covering(9)).isEqualTo(log.checkpoint());
      assertThat(alone.settled(1 << 14)).contains(log.checkpoint().note());
      assertThat(alone.statuses()).isEmpty();
    }
  }
}
