package org.bricscodes.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that are kept are read again in order, and what is missing is never passed over. */
final class ChangeArchiveTest {

  private static final String HISTORY = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "f123456789abcdef0123456789abcdef";
  private static final byte[] LEGEND = "1 rows\n".getBytes(StandardCharsets.UTF_8);
  private static final Instant BEGIN = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir private Path root;

  @SuppressWarnings("NullAway.Init") // set before each test
  ChangeArchiveTest() {}

  private static ArchivedChange change(long first, long last, int seconds) {
    return new ArchivedChange(
        first, last, BEGIN.plusSeconds(seconds).toEpochMilli(), bytes("batch " + first), LEGEND);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void append(ArchivedChange... changes) throws IOException {
    try (ChangeArchive archive = new ChangeArchive(root)) {
      archive.append(HISTORY, List.of(changes), changes[0].first() == 1);
    }
  }

  private List<Long> read(long after, Instant until) throws IOException {
    List<Long> found = new ArrayList<>();
    Iterator<ArchivedChange> changes = new ChangeArchive(root).read(HISTORY, after, until);
    while (changes.hasNext()) {
      ArchivedChange each = changes.next();
      assertThat(each.legend()).isEqualTo(LEGEND);
      assertThat(each.batch()).isEqualTo(bytes("batch " + each.first()));
      found.add(each.first());
    }
    return found;
  }

  private Path file(long first) {
    return root.resolve("changes").resolve(HISTORY).resolve(ChangeSegment.name(first));
  }

  @Test
  void read_goesOnAcrossFiles_fromWhereABackupIs_toAMoment() throws IOException {
    append(change(1, 2, 0), change(3, 3, 1));
    append(change(4, 9, 2));
    append(change(10, 10, 3), change(11, 12, 4));

    assertThat(new ChangeArchive(root).end(HISTORY)).contains(12L);
    assertThat(new ChangeArchive(root).end(OTHER)).isEmpty();
    assertThat(read(0, Instant.MAX)).containsExactly(1L, 3L, 4L, 10L, 11L);
    assertThat(read(3, Instant.MAX)).containsExactly(4L, 10L, 11L);
    assertThat(read(5, Instant.MAX)).as("a batch in which the backup ends").first().isEqualTo(4L);
    assertThat(read(0, BEGIN.plusSeconds(2))).containsExactly(1L, 3L, 4L);
    assertThat(read(0, BEGIN.minusMillis(1))).isEmpty();
    assertThat(read(12, Instant.MAX)).isEmpty();
  }

  @Test
  void append_afterItWasKilledAtAnyByte_goesOnBehindWhatIsWhole() throws IOException {
    append(change(1, 2, 0));
    append(change(3, 4, 1), change(5, 5, 2));
    byte[] whole = Files.readAllBytes(file(3));
    int one = ChangeSegment.head(LEGEND).length + ChangeSegment.block(change(3, 4, 1)).length;

    for (int length = 0; length < whole.length; length++) {
      Files.write(file(3), Arrays.copyOf(whole, length));
      assertThat(new ChangeArchive(root).end(HISTORY))
          .as("killed after %s bytes", length)
          .contains(length < one ? 2L : 4L);
      assertThat(read(0, Instant.MAX)).hasSize(length < one ? 1 : 2);
    }
    append(change(5, 5, 2), change(6, 6, 3));
    assertThat(read(0, Instant.MAX)).containsExactly(1L, 3L, 5L, 6L);
  }

  @Test
  void read_ofADamagedByte_stopsThere_andNamesWhatIsMissing_whereMoreFollows() throws IOException {
    append(change(1, 2, 0), change(3, 4, 1));
    append(change(5, 5, 2));
    byte[] whole = Files.readAllBytes(file(1));
    long seed = 20261126;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(damaged.length);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      Files.write(file(1), damaged);
      assertThatThrownBy(() -> read(0, Instant.MAX))
          .as("seed %s, byte %s", seed, at)
          .isInstanceOf(MovingException.class)
          .hasMessageContaining("to 4 are missing or damaged");
    }
  }

  @Test
  void read_ofAGapBehindTheMomentAskedFor_isWhole() throws IOException {
    append(change(1, 2, 0));
    append(change(9, 9, 60));

    assertThat(read(0, BEGIN.plusSeconds(59))).containsExactly(1L);
    assertThatThrownBy(() -> read(0, BEGIN.plusSeconds(60)))
        .hasMessageContaining("of the kept changes, 3 to 8 are missing or damaged")
        .hasMessageContaining("Give --to an instant before 2026-05-01T10:01:00Z");
  }

  @Test
  void begins_saysFromWhereNothingIsMissing() throws IOException {
    assertThat(new ChangeArchive(root).begins(HISTORY)).isZero();
    append(change(1, 2, 0));
    append(change(3, 4, 1));
    assertThat(new ChangeArchive(root).begins(HISTORY)).isEqualTo(1);
    try (ChangeArchive archive = new ChangeArchive(root)) {
      archive.append(HISTORY, List.of(change(9, 9, 2)), true);
      archive.append(HISTORY, List.of(change(10, 10, 3)), false);
    }
    assertThat(new ChangeArchive(root).begins(HISTORY)).isEqualTo(9);
  }

  @Test
  void prune_leavesWhatTheOldestBackupNeeds() throws IOException {
    append(change(1, 2, 0));
    append(change(3, 4, 1));
    append(change(5, 5, 2));
    try (ChangeArchive archive = new ChangeArchive(root)) {
      archive.append(OTHER, List.of(change(1, 1, 0)), true);
    }

    new ChangeArchive(root).prune(Map.of(HISTORY, 3L), HISTORY);

    assertThat(read(3, Instant.MAX)).containsExactly(3L, 5L);
    assertThat(file(1)).doesNotExist();
    assertThat(root.resolve("changes").resolve(OTHER)).doesNotExist();
    new ChangeArchive(root).prune(Map.of(), HISTORY);
    try (Stream<Path> left = Files.list(root.resolve("changes").resolve(HISTORY))) {
      assertThat(left).as("being written: no backup of it yet").hasSize(3);
    }
  }
}
