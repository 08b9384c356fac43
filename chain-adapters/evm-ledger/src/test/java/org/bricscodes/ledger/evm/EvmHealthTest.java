package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
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
        .containsEntry("head-age-ms", 300_000L)
        .containsEntry("clock-skew-ms", 0L);
  }

  @Test
  void clock_aLittleSlow_isMeasuredAndReady() throws Exception {
    chain.clockShows(ScriptedChain.TIME.minusSeconds(120));

    Health health = chain.open(Map.of()).health(WITHIN);

    assertThat(health.status()).isEqualTo(Health.Status.READY);
    assertThat(health.measures())
        .containsEntry("head-age-ms", 0L)
        .containsEntry("clock-skew-ms", 120_000L);
  }

  /** What decides is the chain's height and nonces, so nothing is delayed. */
  @Test
  void clock_slow_isSaidAndChangesNothing() throws Exception {
    chain.clockShows(ScriptedChain.TIME.minus(Duration.ofDays(400)));
    Ledger ledger = chain.open(Map.of());

    Health health = ledger.health(WITHIN);
    Prepared prepared = ledger.prepare(new SampleLog("log.example/clock").anchor(7), WITHIN);

    assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(health.detail()).contains("34560000 s from the future: our clock is slow");
    assertThat(health.measures()).containsEntry("clock-skew-ms", 34_560_000_000L);
    assertThat(ledger.inspect(List.of(prepared), WITHIN).states().getFirst())
        .isEqualTo(new TxState.Absent());
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
