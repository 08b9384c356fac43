package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.store.Store;
import org.bricscodes.store.rocksdb.RocksStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as a process knows them that does not give them. */
@SuppressWarnings("NullAway.Init") // set before each test
final class FollowedKeysTest {

  @TempDir Path folder;

  private final SecureRandom random = new SecureRandom();
  private final AtomicLong nanos = new AtomicLong();
  private Store store;
  private ApiKeys given;

  @BeforeEach
  void open() {
    store = RocksStore.open(folder, Set.of(ApiKeys.TABLE));
    given = ApiKeys.open(store, random, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void newKey_isFoundByALook_onceASecondAtMost() {
    FollowedKeys followed = FollowedKeys.of(store, random, Clock.systemUTC(), nanos::get);
    String key = given.issue("https://id.gs1.org/417/1", "one", Role.EXPORTER).secret();

    followed.look();
    assertThat(followed.keys().find(key)).as("just read").isEmpty();
    assertThat(followed.untilNewer()).isEqualTo(Duration.ofSeconds(1));

    nanos.addAndGet(Duration.ofMillis(999).toNanos());
    followed.look();
    assertThat(followed.keys().find(key)).isEmpty();
    assertThat(followed.untilNewer()).isEqualTo(Duration.ofMillis(1));

    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(followed.untilNewer()).isZero();
    followed.look();
    assertThat(followed.keys().find(key)).map(Caller::name).hasValue("one");
  }

  @Test
  void revokedKey_endsByItself() throws InterruptedException {
    ApiKeys.Issued key = given.issue("https://id.gs1.org/417/1", "one", Role.EXPORTER);
    try (FollowedKeys followed = FollowedKeys.start(store, random, Clock.systemUTC())) {
      assertThat(followed.keys().find(key.secret())).isPresent();

      given.revoke(key.caller().keyId());

      long deadline = System.nanoTime() + FollowedKeys.EVERY.plusSeconds(20).toNanos();
      while (followed.keys().find(key.secret()).isPresent() && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      assertThat(followed.keys().find(key.secret())).isEmpty();
    }
  }
}
