package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;

class StoredSaltsTest {

  private final InMemoryStore store = new InMemoryStore(Set.of(StoredSalts.TABLE));

  private StoredSalts salts() {
    return new StoredSalts(store, new SecureRandom());
  }

  @Test
  void twoProcesses_haveOneSaltForAPeriod_andAnotherForTheNext() {
    byte[] first = salts().of(20_000);

    assertThat(first).hasSize(32);
    assertThat(salts().of(20_000)).isEqualTo(first);
    assertThat(salts().of(20_001)).isNotEqualTo(first);
  }

  @Test
  void oneSaltIsMade_howeverManyAskAtOnce() throws Exception {
    try (ExecutorService many = Executors.newFixedThreadPool(8)) {
      List<Callable<byte[]>> asking =
          IntStream.range(0, 64).<Callable<byte[]>>mapToObj(i -> () -> salts().of(7)).toList();

      List<Future<byte[]>> told = many.invokeAll(asking);

      byte[] one = salts().of(7);
      for (Future<byte[]> salt : told) {
        assertThat(salt.get()).isEqualTo(one);
      }
    }
  }

  /** Periods that became longer have smaller numbers: what is left of before is destroyed, too. */
  @Test
  void keepOnly_destroysAllButThisPeriodAndThoseBesideIt() {
    StoredSalts salts = salts();
    byte[] before = salts.of(344);
    byte[] now = salts.of(345);
    byte[] byAClockThatIsAhead = salts.of(346);
    byte[] old = salts.of(343);
    byte[] ofShorterPeriods = salts.of(20_000);

    salts.keepOnly(345);

    assertThat(salts.of(344)).isEqualTo(before);
    assertThat(salts.of(345)).isEqualTo(now);
    assertThat(salts.of(346)).isEqualTo(byAClockThatIsAhead);
    assertThat(salts.of(343)).isNotEqualTo(old);
    assertThat(salts.of(20_000)).isNotEqualTo(ofShorterPeriods);
  }
}
