package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules over labelled logs, printed: what they find and what they take for a copy. Bounds are
 * written out; the seed is printed.
 */
final class CloneReplayTest {

  private static final long SEED = 20261005;

  private static ReplayReport replay(ScanStory story) throws ScanFileException {
    Replay replay = new Replay(Rules.standard(), ScanPolicy.STANDARD);
    for (ScanLine line : story.lines()) {
      // Through its text, so that what a file holds is what is judged.
      replay.add(ScanLogFormat.read(ScanLogFormat.write(line)));
    }
    return replay.report();
  }

  @Test
  void rules_findCopies_andSeldomWarnOfGenuinePacks() throws Exception {
    ReplayReport report =
        replay(new ScanStory(SEED).genuine(20_000).cloned(300, 100, 5).cloned(300, 20, 5));

    System.out.println("seed " + SEED + "\n" + report);
    ReplayReport.Tally all = report.all();
    assertThat(all.genuine()).isEqualTo(20_000);
    // No more than 1 in 500 genuine packs is ever warned of, no more than 3 % called to care.
    assertThat(share(report.warning().genuine(), all.genuine())).isLessThan(0.002);
    assertThat(share(report.care().genuine(), all.genuine())).isLessThan(0.03);
    // Of copied codes that were seen twice, three of four are noticed; see below for the others.
    assertThat(share(report.care().clones(), report.twice().clones())).isGreaterThan(0.75);
    // A warning takes two independent rules, which few copied codes meet; it is right mostly.
    assertThat(report.warning().clones()).isGreaterThan(3 * report.warning().genuine());
    assertThat(report.lots()).isEqualTo(1);
  }

  /** Ninety days are four periods of the salt, in each of which a phone has another name. */
  @Test
  void onePhone_inSeveralSaltPeriods_isOnePerson() throws Exception {
    ReplayReport report = replay(new ScanStory(SEED).keptAtHome(200));

    System.out.println("seed " + SEED + "\n" + report);
    assertThat(report.all()).isEqualTo(new ReplayReport.Tally(0, 200, 0));
    assertThat(report.care()).isEqualTo(ReplayReport.Tally.NONE);
  }

  /**
   * The detection limit: m copies, each looked at with p percent, show only at two looks. Sixty
   * days are two periods of the salt: of two looks, those in different periods cannot be told from
   * one phone that travels, and are not noticed.
   */
  @ParameterizedTest
  @CsvSource({
    "2, 100, 60, 35",
    "2, 200, 91, 70",
    "5, 10, 8.6, 3",
    "5, 20, 26, 11",
    "5, 50, 72, 47",
    "5, 100, 96, 83",
    "10, 50, 97, 83"
  })
  void detection_isNearItsLimit(int percent, int copies, double limit, double least)
      throws Exception {
    int codes = 2000;

    ReplayReport report =
        replay(new ScanStory(SEED + copies * 100L + percent).cloned(codes, copies, percent));

    double twice = 100 * share(report.twice().clones(), codes);
    double noticed = 100 * share(report.care().clones(), codes);
    double warned = 100 * share(report.warning().clones(), codes);
    System.out.println(
        String.format(
            Locale.ROOT,
            "p %2d %%, m %3d: seen twice %5.1f %% (limit %5.1f), noticed %5.1f %%, warned %5.1f %%",
            percent,
            copies,
            twice,
            limit,
            noticed,
            warned));
    assertThat(twice).isCloseTo(limit, within(3.5));
    assertThat(noticed).isGreaterThan(least).isLessThanOrEqualTo(twice);
  }

  @Test
  void countsOfALog_areWrittenOut() throws Exception {
    Replay replay = new Replay(Rules.standard(), ScanPolicy.STANDARD);
    replay.add(line(1, Sample.XIAMEN, 0, ScanLine.Label.CLONE));
    replay.add(line(2, Sample.MOSCOW, 60, ScanLine.Label.CLONE));
    ScanSubject honest = new ScanSubject(Sample.GTIN, "HONEST");
    Look again = Sample.look(honest, 3, Sample.XIAMEN, 61, Found.GENUINE);
    replay.add(new ScanLine(honest, "L", Visit.of(again, ItemFacts.PLAIN), ScanLine.Label.GENUINE));

    ReplayReport report = replay.report();

    assertThat(report.all()).isEqualTo(new ReplayReport.Tally(1, 1, 0));
    assertThat(report.twice()).isEqualTo(new ReplayReport.Tally(1, 0, 0));
    assertThat(report.care()).isEqualTo(new ReplayReport.Tally(1, 0, 0));
    assertThat(report.warning()).isEqualTo(new ReplayReport.Tally(0, 0, 0));
    assertThat(report.rules())
        .containsAllEntriesOf(
            Map.of(
                RuleName.IMPOSSIBLE_TRAVEL, new ReplayReport.Tally(1, 0, 0),
                RuleName.SCATTERED, new ReplayReport.Tally(1, 0, 0),
                RuleName.AFTER_SOLD, new ReplayReport.Tally(0, 0, 0)));
    assertThat(report.toString())
        .contains("3 visits to 2 codes, 1 of them visited more than once; 0 guesses")
        .containsPattern("impossible-travel +1 +1 +0 +100.00 % +100.00 % +0.00 %");
  }

  @Test
  void logOutOfOrder_isRefused() throws Exception {
    Replay replay = new Replay(Rules.standard(), ScanPolicy.STANDARD);
    replay.add(line(1, Sample.XIAMEN, 60, ScanLine.Label.GENUINE));

    assertThatThrownBy(() -> replay.add(line(2, Sample.XIAMEN, 0, ScanLine.Label.GENUINE)))
        .isInstanceOf(ScanFileException.class)
        .hasMessage("at: must not lie before the line before; sort the log by it");
  }

  private static ScanLine line(int person, Place place, long minute, ScanLine.Label label) {
    Look look = Sample.look(person, place, minute);
    return new ScanLine(Sample.PACK, Sample.LOT, Visit.of(look, ItemFacts.PLAIN), label);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
