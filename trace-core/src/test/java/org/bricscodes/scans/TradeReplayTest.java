package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bricscodes.scans.ReplayReport.Tally;
import org.junit.jupiter.api.Test;

/** Every rule over a labelled log of which is known what each should find, and take for a copy. */
final class TradeReplayTest {

  @Test
  void everyRule_findsWhatItIsFor_andItsFalseAlarmsAreCounted() throws Exception {
    Replay replay = new Replay(Rules.standard(), ScanPolicy.STANDARD);
    for (ScanLine line : TradeStory.lines()) {
      // Through its text, so that what a file holds is what is judged.
      replay.add(ScanLogFormat.read(ScanLogFormat.write(line)));
    }

    ReplayReport report = replay.report();

    System.out.println(report);
    assertThat(report.all()).isEqualTo(new Tally(370, 5265, 0));
    assertThat(report.rules())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry(RuleName.IMPOSSIBLE_TRAVEL, new Tally(30, 0, 0)),
                Map.entry(RuleName.SCATTERED, new Tally(30, 10, 0)), // gifts
                Map.entry(RuleName.OUT_OF_MARKET, new Tally(80 + 20, 50, 0)), // tourists
                Map.entry(RuleName.AFTER_SOLD, new Tally(40, 0, 0)),
                Map.entry(RuleName.AFTER_VOID, new Tally(60, 5, 0)), // waste that was kept
                Map.entry(RuleName.AFTER_RECALL, new Tally(0, 40, 0)), // for the owner alone
                Map.entry(RuleName.AFTER_EXPIRY, new Tally(0, 40, 0)), // likewise
                Map.entry(RuleName.BEFORE_APPLIED, new Tally(60 + 20, 20, 0)), // printers
                Map.entry(RuleName.INNER_BEFORE_OUTER, new Tally(50, 6, 0)), // never scanned
                Map.entry(RuleName.MANY_VISITORS, new Tally(40, 0, 0)),
                Map.entry(RuleName.COMPROMISED_EPOCH, new Tally(30, 0, 0)),
                Map.entry(RuleName.LOT_BURST, Tally.NONE), // counted by lot
                Map.entry(RuleName.GUESS_BURST, Tally.NONE))); // counted by network
    assertThat(report.lots()).isEqualTo(1);
    assertThat(report.networks()).isEqualTo(3);
    assertThat(report.guesses()).isEqualTo(375);
    // Care for all but those with no more than a leaked key; of honest ones also for the strange.
    assertThat(report.care()).isEqualTo(new Tally(340, 50 + 20 + 5 + 6 + 10, 0));
    // Void codes, and what two people found that two rules of different families speak against.
    assertThat(report.warning()).isEqualTo(new Tally(60 + 20, 5, 0));
  }
}
