package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of a chain that answers, and of the clocks. */
final class EvmHealthTest {

  private static final Duration WITHIN = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private ScriptedChain chain;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  EvmHealthTest() {}

  @BeforeEach
  void start() throws Exception {
    chain = new ScriptedChain(directory);
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  @Test
  void newestBlockOfLate_isReady() throws Exception {
    chain.clockShows(ScriptedChain.TIME.plusSeconds(300));

    Health health = chain.open(Map.of()).health(WITHIN);

    assertThat(health.status()).isEqualTo(Health.Status.READY);
    assertThat(health.measures())
        .containsEntry("height", 100L)
        .containsEntry("head-age-ms", 300_000L);
  }

  /** The symptom: a node that was stuck for hours was ready. */
  @Test
  void newestBlockOld_isDegradedAndSaysHowOld() throws Exception {
    chain.clockShows(ScriptedChain.TIME.plusSeconds(301));

    Health health = chain.open(Map.of()).health(WITHIN);

    assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(health.detail())
        .isEqualTo(
            "the newest block is 301 s old, 'max-head-age-s' is 300: the chain stands still, the"
                + " node is behind, or our clock is fast");
  }

  @Test
  void newestBlockOld_onAChainThatIsSlower_isReady() throws Exception {
    chain.clockShows(ScriptedChain.TIME.plusSeconds(3_600));

    Ledger ledger = chain.open(Map.of("max-head-age-s", "3600"));

    assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.READY);
  }

  @Test
  void newestBlockOld_onAChainThatMakesBlocksOnDemand_isReady() throws Exception {
    chain.clockShows(ScriptedChain.TIME.plus(Duration.ofDays(30)));

    Ledger ledger = chain.open(Map.of("max-head-age-s", "0"));

    assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.READY);
  }

  @Test
  void severalTroubles_areAllSaid() throws Exception {
    chain.clockShows(ScriptedChain.TIME.plusSeconds(600));
    chain.first().answers("eth_getBalance", "\"0x1\"");

    assertThat(chain.open(Map.of()).health(WITHIN).detail())
        .contains("the newest block is 600 s old")
        .contains("pays for fewer than 100 anchors");
  }
}
