package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that shows a witness another history at a larger size, and what looks the same. */
class WitnessSuspicionTest {

  private static final SignerKey LOG = Logs.KEY;
  private static final SignerKey KEY = Keys.counting("witness.example/w1", 0x20);
  private static final Branch TRUNK = Branch.trunk(LOG);
  private static final Branch FORK = new Branch(LOG, "f", 5);
  private static final Branch THIRD = new Branch(LOG, "t", 5);
  private static final Digest HASH = Witness.hash(LOG.name());
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final LogList LIST =
      new LogList(List.of(new LogList.Item(LOG.verifierKey(), LOG.name(), 1_000_000, "us")));

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path directory;

  private final List<LogRecord> logged = new ArrayList<>();
  private final Logger logger = Logger.getLogger(Witness.class.getName());
  private final Handler tape =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(tape);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(tape);
  }

  private Witness open() {
    return Witness.open(directory, KEY, LIST, InstantSource.fixed(NOW), new UnsyncedFiles());
  }

  private static void cosign(Witness witness, AddCheckpoint request) {
    assertThat(witness.addCheckpoint(request.bytes())).isInstanceOf(WitnessAnswer.Cosigned.class);
  }

  private static void refuse(Witness witness, AddCheckpoint request) {
    assertThat(witness.addCheckpoint(request.bytes()))
        .isInstanceOf(WitnessAnswer.Inconsistent.class);
  }

  private static void assertCounts(Witness witness, long size, int forks, int seen, int kept) {
    assertThat(witness.progress())
        .containsExactly(new Witness.Progress(LOG.name(), size, NOW, forks, seen, kept));
  }

  private Path suspect(int number) {
    return directory.resolve(HASH + ".suspect-" + number);
  }

  private Path fork(int number) {
    return directory.resolve(HASH + ".fork-" + number);
  }

  private List<Level> levels() {
    return logged.stream().map(LogRecord::getLevel).toList();
  }

  @Test
  void forkAtALargerSize_isCountedLoggedAndKept_once() throws IOException {
    try (Witness witness = open()) {
      cosign(witness, TRUNK.request(0, 8));

      refuse(witness, FORK.request(8, 9));
      refuse(witness, FORK.request(8, 9));

      assertCounts(witness, 8, 0, 2, 1);
      assertThat(Files.readString(suspect(0))).isEqualTo(FORK.checkpoint(9).toString());
      assertThat(suspect(1)).doesNotExist();
      assertThat(fork(0)).doesNotExist();
      assertThat(levels()).containsExactly(Level.WARNING);
      assertThat(logged.getFirst().getParameters())
          .contains(LOG.name(), "9", "8", suspect(0).getFileName());
    }
  }

  @Test
  void noteOfAnHonestLog_badlyProven_isExplainedOnceItIsProven() {
    AddCheckpoint good = TRUNK.request(8, 9);
    try (Witness witness = open()) {
      cosign(witness, TRUNK.request(0, 8));
      refuse(witness, new AddCheckpoint(8, List.of(TRUNK.root(3)), good.checkpoint()));
      assertCounts(witness, 8, 0, 1, 1);

      cosign(witness, good);

      assertCounts(witness, 9, 0, 1, 0);
      assertThat(suspect(0)).doesNotExist();
      assertThat(fork(0)).doesNotExist();
      assertThat(levels()).containsExactly(Level.WARNING, Level.INFO);
    }
  }

  @Test
  void suspect_whoseSizeIsCosignedWithAnotherRoot_isTheEvidenceOfAFork() throws IOException {
    try (Witness witness = open()) {
      cosign(witness, TRUNK.request(0, 8));
      refuse(witness, FORK.request(8, 10));
      cosign(witness, TRUNK.request(8, 9));
      assertCounts(witness, 9, 0, 1, 1);

      cosign(witness, TRUNK.request(9, 10));

      assertCounts(witness, 10, 1, 1, 0);
      assertThat(suspect(0)).doesNotExist();
      assertThat(Files.readString(fork(0)))
          .isEqualTo(witness.latest(HASH).orElseThrow() + "\n" + FORK.checkpoint(10));
      assertThat(levels()).containsExactly(Level.WARNING, Level.SEVERE);
    }
  }

  @Test
  void suspects_ofOneSizeAndTwoRoots_areAFork() throws IOException {
    try (Witness witness = open()) {
      cosign(witness, TRUNK.request(0, 8));
      refuse(witness, FORK.request(8, 9));

      refuse(witness, THIRD.request(8, 9));

      assertCounts(witness, 8, 1, 2, 2);
      assertThat(Files.readString(fork(0)))
          .isEqualTo(FORK.checkpoint(9) + "\n" + THIRD.checkpoint(9));
    }
  }

  @Test
  void suspects_outliveTheProcess() {
    try (Witness witness = open()) {
      cosign(witness, TRUNK.request(0, 8));
      refuse(witness, FORK.request(8, 9));
    }
    try (Witness witness = open()) {
      assertCounts(witness, 8, 0, 0, 1);
      refuse(witness, FORK.request(8, 9));
      assertCounts(witness, 8, 0, 1, 1);

      cosign(witness, TRUNK.request(8, 9));

      assertCounts(witness, 9, 1, 1, 0);
      assertThat(fork(0)).exists();
    }
  }

  /** As a crash between the cosignature and what follows from it leaves it. */
  @Test
  void suspect_ofTheSizeThatWasCosignedLast_isSettledAtTheNextStart() throws IOException {
    try (Witness witness = open()) {
      cosign(witness, TRUNK.request(0, 8));
    }
    Files.writeString(suspect(3), FORK.checkpoint(8).toString());
    Files.writeString(suspect(5), TRUNK.checkpoint(8).toString());
    try (Witness witness = open()) {
      assertCounts(witness, 8, 1, 0, 0);
      assertThat(suspect(3)).doesNotExist();
      assertThat(suspect(5)).doesNotExist();
      assertThat(Files.readString(fork(0))).endsWith("\n" + FORK.checkpoint(8));
    }
  }

  @Test
  void suspects_areBounded() {
    try (Witness witness = open()) {
      cosign(witness, TRUNK.request(0, 8));
      for (int size = 9; size < 29; size++) {
        refuse(witness, FORK.request(8, size));
      }

      assertCounts(witness, 8, 0, 20, 16);
      assertThat(suspect(15)).exists();
      assertThat(suspect(16)).doesNotExist();
      assertThat(levels()).hasSize(17).containsOnly(Level.WARNING); // 16 kept, and that is all
    }
  }

  @Test
  void suspects_passedBy_makeRoomForNewerOnes() throws IOException {
    try (Witness witness = open()) {
      cosign(witness, TRUNK.request(0, 8));
      for (int size = 9; size < 25; size++) {
        refuse(witness, FORK.request(8, size));
      }
      cosign(witness, TRUNK.request(8, 26));

      refuse(witness, FORK.request(26, 27));

      assertCounts(witness, 26, 0, 17, 16);
      assertThat(Files.readString(suspect(0))).isEqualTo(FORK.checkpoint(27).toString());
      assertThat(Files.readString(suspect(1))).isEqualTo(FORK.checkpoint(10).toString());
      assertThat(suspect(16)).doesNotExist();
    }
  }

  @Test
  void otherRefusals_areNoSuspicion() {
    List<Digest> junk = List.of(TRUNK.root(3));
    try (Witness witness = open()) {
      refuse(witness, new AddCheckpoint(0, junk, TRUNK.checkpoint(3))); // nothing was cosigned
      cosign(witness, TRUNK.request(0, 8));
      refuse(witness, new AddCheckpoint(8, junk, TRUNK.checkpoint(8))); // what was cosigned
      Branch stranger = new Branch(Keys.signer(LOG.name(), 4), "f", 5);
      assertThat(witness.addCheckpoint(stranger.request(8, 9).bytes()))
          .isInstanceOf(WitnessAnswer.Unsigned.class);
      assertThat(witness.addCheckpoint(FORK.request(7, 9).bytes()))
          .isEqualTo(new WitnessAnswer.Conflict(8));

      assertCounts(witness, 8, 0, 0, 0);
      assertThat(logged).isEmpty();
    }
  }

  @Test
  void fileThatIsNoSuspect_isLeftWhereItIs() throws IOException {
    Files.writeString(suspect(0), "not a note\n");
    Files.writeString(suspect(1), Branch.trunk(Keys.signer("log.example/o", 3)).checkpoint(2) + "");
    try (Witness witness = open()) {
      cosign(witness, TRUNK.request(0, 8));
      refuse(witness, FORK.request(8, 9));

      assertCounts(witness, 8, 0, 1, 1);
      assertThat(suspect(0)).hasContent("not a note");
      assertThat(suspect(2)).hasContent(FORK.checkpoint(9).toString());
    }
  }
}
