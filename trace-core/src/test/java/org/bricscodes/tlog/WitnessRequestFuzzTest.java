package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mutated requests: read back as they were or refused, and a witness cosigns nothing that the log
 * did not sign and prove.
 */
class WitnessRequestFuzzTest {

  private static final int ROUNDS = 4000;
  private static final int LARGEST = 40;
  private static final SignerKey KEY = Keys.counting("witness.example/w1", 0x20);
  private static final Branch TRUNK = Branch.trunk(Logs.KEY);
  private static final Branch FORK = new Branch(Logs.KEY, "f", 5);

  private enum Outcome {
    COSIGNED,
    MALFORMED,
    UNSIGNED,
    UNKNOWN,
    CONFLICT,
    INCONSISTENT
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutatedRequests_areRefused_orAreWhatTheLogSigned(long seed, @TempDir Path directory) {
    var random = new SplittableRandom(seed);
    Map<Outcome, Integer> seen = new EnumMap<>(Outcome.class);
    LogList list =
        new LogList(
            List.of(
                new LogList.Item(Logs.KEY.verifierKey(), Logs.KEY.name(), 2_000_000_000, "us")));
    try (Witness witness =
        Witness.open(directory, KEY, list, InstantSource.fixed(Logs.NOW), new UnsyncedFiles())) {
      witness.addCheckpoint(TRUNK.request(0, 7).bytes());
      for (int round = 0; round < ROUNDS; round++) {
        Branch branch = random.nextInt(4) == 0 ? FORK : TRUNK;
        int known = (int) witness.progress().getFirst().size();
        int size = Math.min(known + random.nextInt(2), LARGEST);
        String good = branch.request(known, size).toString();
        byte[] body = mutate(good, random).getBytes(StandardCharsets.UTF_8);
        WitnessAnswer answer = witness.addCheckpoint(body);
        seen.merge(outcome(answer), 1, Integer::sum);
        if (answer instanceof WitnessAnswer.Cosigned) {
          String text = AddCheckpoint.parse(body).checkpoint().text();
          assertThat(text)
              .as("seed %d round %d", seed, round)
              .isEqualTo(TRUNK.checkpoint(size).text());
        }
        printsBack(body, seed, round);
      }
    }
    System.Logger log = System.getLogger(WitnessRequestFuzzTest.class.getName());
    log.log(System.Logger.Level.INFO, "seed {0}: {1}", seed, seen);
    assertThat(seen).as("seed %d", seed).containsOnlyKeys(Outcome.values());
  }

  private static void printsBack(byte[] body, long seed, int round) {
    try {
      assertThat(AddCheckpoint.parse(body).bytes())
          .as("seed %d round %d", seed, round)
          .isEqualTo(body);
    } catch (TlogException refused) {
      assertThat(refused.getMessage()).as("seed %d round %d", seed, round).isNotBlank();
    }
  }

  private static Outcome outcome(WitnessAnswer answer) {
    return switch (answer) {
      case WitnessAnswer.Cosigned _ -> Outcome.COSIGNED;
      case WitnessAnswer.Malformed _ -> Outcome.MALFORMED;
      case WitnessAnswer.Unsigned _ -> Outcome.UNSIGNED;
      case WitnessAnswer.UnknownLog _ -> Outcome.UNKNOWN;
      case WitnessAnswer.Conflict _ -> Outcome.CONFLICT;
      case WitnessAnswer.Inconsistent _ -> Outcome.INCONSISTENT;
      case WitnessAnswer.TooOften _ -> throw new AssertionError("the list allows enough");
    };
  }

  private static String mutate(String good, SplittableRandom random) {
    var text = new StringBuilder(good);
    int changes = random.nextInt(4);
    String alphabet = "\n\n —+0129AZaz=/ .px\r\t\0\u00a0é";
    for (int i = 0; i < changes && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      switch (random.nextInt(6)) {
        case 0 -> text.setCharAt(at, c);
        case 1 -> text.insert(at, c);
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.setLength(at);
        case 4 -> text.insert(at, text.substring(random.nextInt(at + 1), at));
        default -> text.replace(0, 5, "old " + random.nextInt(12));
      }
    }
    return text.toString();
  }
}
