package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.anchoring.LedgerStatus;
import org.bricscodes.anchoring.LedgerStatus.EventStatus;
import org.bricscodes.anchoring.LedgerStatus.EventTrouble;
import org.bricscodes.anchoring.LedgerStatus.Outlook;
import org.bricscodes.anchoring.Tally;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.LedgerId;
import org.junit.jupiter.api.Test;

final class AnchorMeasuresTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  @Test
  void measures_ofEachLedger_arePrinted() {
    LedgerStatus behind =
        new LedgerStatus(
            70,
            Optional.of(NOW.minusSeconds(500)),
            Optional.of(NOW.minusSeconds(90)),
            2,
            new Tally(
                9, 1, 2, 3, Optional.of(new Fee(new BigInteger("1234567890123456789012"), "wei"))),
            Optional.of(
                new EventStatus(
                    60,
                    50,
                    4,
                    new Tally(61, 0, 1, 0, Optional.of(new Fee(BigInteger.TEN, "wei"))),
                    Optional.of(
                        new EventTrouble(
                            55, Fault.REJECTED, "REJECTED: no", NOW, Outlook.STOPPED)))));
    LedgerStatus level =
        new LedgerStatus(
            100,
            Optional.of(NOW),
            Optional.empty(),
            0,
            new Tally(4, 0, 0, 0, Optional.empty()),
            Optional.empty());
    Metrics metrics = new Metrics();
    new AnchorMeasures(
            () ->
                Map.of(
                    LedgerId.parse("evm:1:0xab"), behind, LedgerId.parse("directory:a+1"), level),
            () ->
                Map.of(
                    LedgerId.parse("evm:1:0xab"), Health.ready("ok", Map.of("balance-gwei", 7L)),
                    LedgerId.parse("directory:a+1"), Health.unreachable("closed")),
            () -> 100,
            InstantSource.fixed(NOW))
        .measure(metrics);

    assertThat(metrics.print())
        .contains(
            """
            # HELP anchor_final_size Entries of the log that the ledger holds finally
            # TYPE anchor_final_size gauge
            anchor_final_size{ledger="directory:a+1"} 100
            anchor_final_size{ledger="evm:1:0xab"} 70
            """)
        .contains("anchor_lag_entries{ledger=\"evm:1:0xab\"} 30\n")
        .contains("anchor_lag_entries{ledger=\"directory:a+1\"} 0\n")
        .contains("anchor_lag_seconds{ledger=\"evm:1:0xab\"} 90\n")
        .contains("anchor_lag_seconds{ledger=\"directory:a+1\"} 0\n")
        .contains("anchor_open_transactions{ledger=\"evm:1:0xab\"} 6\n")
        .contains("anchor_events_recorded{ledger=\"evm:1:0xab\"} 50\n")
        .contains("anchor_events_stopped{ledger=\"evm:1:0xab\"} 1\n")
        .contains("anchor_events_stopped{ledger=\"directory:a+1\"} 0\n")
        .contains("# TYPE anchor_transactions_total counter\n")
        .contains("anchor_transactions_total{ledger=\"evm:1:0xab\"} 70\n")
        .contains("anchor_reorganisations_total{ledger=\"evm:1:0xab\"} 1\n")
        .contains("anchor_failed_total{ledger=\"evm:1:0xab\"} 3\n")
        .contains("anchor_dead_total{ledger=\"evm:1:0xab\"} 3\n")
        .contains(
            "anchor_fees_total{ledger=\"evm:1:0xab\",unit=\"wei\",for=\"anchors\"}"
                + " 1234567890123456789012\n")
        .contains("anchor_fees_total{ledger=\"evm:1:0xab\",unit=\"wei\",for=\"events\"} 10\n")
        .contains("anchor_ledger_ready{ledger=\"directory:a+1\"} 0\n")
        .contains("anchor_ledger_ready{ledger=\"evm:1:0xab\"} 1\n")
        .contains("anchor_ledger_measure{ledger=\"evm:1:0xab\",measure=\"balance-gwei\"} 7\n");
  }

  @Test
  void label_withWhatPrometheusReads_isEscaped() {
    assertThat(Metrics.label("ledger", "a\"b\\c\nd")).isEqualTo("ledger=\"a\\\"b\\\\c\\nd\"");
  }
}
