package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Sixty years of a service at random: quarters pass, epochs are rotated in emergencies, keys are
 * compromised, master keys replaced, and codes issued by two processes all the while.
 */
class KeyEpochsPropertyTest {

  private static final int CODES = 3;

  @RepeatedTest(5)
  void sixtyYears_everyCodeStaysGenuine_noneIsGivenOutTwice_noneUnderAKnownKey() {
    long seed = new SecureRandom().nextLong();
    Random random = new Random(seed);
    TestBook test = new TestBook();
    List<MasterKey> made = new ArrayList<>();
    KeyRing ring = KeyRing.growing(List.of(master(random, made)), () -> master(random, made));
    List<CodeBook> processes = List.of(test.book(ring), test.book(ring));
    Map<String, Batch> serials = new HashMap<>();
    Set<String> compromised = new HashSet<>();
    long lastOrdinal = 0;
    int laps = 0;

    while (test.now.isBefore(TestBook.START.plus(Duration.ofDays(60 * 365)))) {
      CodeBook book = processes.get(random.nextInt(2));
      KeyEpochs epochs = book.epochs();
      int dice = random.nextInt(100);
      if (dice < 60) {
        test.now = test.now.plus(Duration.ofHours(random.nextInt(24 * 120)));
      } else if (dice < 70) {
        epochs.rotate("operator", "emergency", OptionalLong.empty());
      } else if (dice < 74 && ring.keys().size() < KeyRing.MAX_KEYS) {
        epochs.rotateMasterKey("operator", "new master", OptionalLong.empty());
      } else if (dice < 78 && !serials.isEmpty()) {
        List<EpochStatus> all = epochs.list();
        EpochStatus one = all.get(random.nextInt(all.size()));
        epochs.compromise(one.epoch(), one.generation(), test.now, "operator", "leak");
        compromised.add(one.keyId());
      } else {
        Batch batch = book.issue(TestBook.order(CODES));
        IssuingEpoch now = epochs.current();
        assertThat(now.ordinal()).as("seed %d", seed).isGreaterThanOrEqualTo(lastOrdinal);
        laps += now.ordinal() / 32 > lastOrdinal / 32 ? 1 : 0;
        lastOrdinal = now.ordinal();
        for (Serial serial : book.serials(batch).stream().toList()) {
          assertThat(serials.put(serial.text(), batch)).as("seed %d", seed).isNull();
          CodeCheck.Genuine code = (CodeCheck.Genuine) book.check(TestBook.GTIN, serial.text());
          EpochStatus status = epochs.status(code);
          assertThat(compromised).as("seed %d", seed).doesNotContain(status.keyId());
          assertThat(status.standing()).as("seed %d", seed).isEqualTo(EpochStatus.Standing.CURRENT);
        }
      }
    }

    test.now = test.now.plusSeconds(1);
    for (CodeBook book : processes) {
      serials.forEach(
          (serial, batch) ->
              assertThat(book.check(TestBook.GTIN, serial))
                  .as("seed %d, serial %s", seed, serial)
                  .isInstanceOfSatisfying(
                      CodeCheck.Genuine.class, code -> assertThat(code.batch()).isEqualTo(batch)));
    }
    KeyEpochs epochs = processes.getFirst().epochs();
    List<EpochStatus> keys = epochs.list();
    assertThat(keys.stream().mapToLong(epochs::issued).sum())
        .as("seed %d", seed)
        .isEqualTo(serials.size());
    assertThat(laps).as("seed %d", seed).isGreaterThanOrEqualTo(6);
    System.out.printf(
        "seed %d: %d codes, %d laps, %d keys of 32 characters, %d compromised, %d master keys%n",
        seed, serials.size(), laps, keys.size(), compromised.size(), made.size());
  }

  private static MasterKey master(Random random, List<MasterKey> made) {
    byte[] bytes = new byte[MasterKey.BYTES];
    random.nextBytes(bytes);
    MasterKey key = new MasterKey(bytes);
    made.add(key);
    return key;
  }
}
