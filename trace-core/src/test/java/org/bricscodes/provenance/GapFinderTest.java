package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.PACK;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GapFinderTest {

  private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
  private static final String XIAMEN = at("https://id.gs1.org/414/9521444000025");
  private static final String DURBAN = at("https://id.gs1.org/414/9521555000013");

  @Test
  void goods_thatLeftAndTurnedUpElsewhere_leaveAGapInTransit() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-09T00:00:00Z", "departing", PACK, XIAMEN)
            .object(FACTORY, "2026-06-11T00:00:00Z", "receiving", PACK, DURBAN);

    assertThat(gaps(story)).containsExactly("in-transit 33 days");
  }

  @Test
  void goods_thatTurnedUpElsewhereUnannounced_leaveAGap() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-09T00:00:00Z", "storing", PACK, XIAMEN)
            .object(FACTORY, "2026-06-11T00:00:00Z", "receiving", PACK, DURBAN);

    assertThat(gaps(story)).containsExactly("place-changed 33 days");
  }

  @Test
  void goods_leftInAnotherPlaceThanTheyWereReadIn_leaveNone() {
    String left = XIAMEN + ",'bizLocation':{'id':'https://id.gs1.org/414/9521555000013'}";
    Story story =
        new Story()
            .object(FACTORY, "2026-05-09T00:00:00Z", "storing", PACK, left)
            .object(FACTORY, "2026-06-11T00:00:00Z", "receiving", PACK, DURBAN);

    assertThat(gaps(story)).isEmpty();
  }

  @Test
  void goods_atRest_leaveNone() {
    Story story =
        new Story()
            .object(FACTORY, "2026-01-09T00:00:00Z", "storing", PACK, DURBAN)
            .object(FACTORY, "2026-06-11T00:00:00Z", "retail_selling", PACK, DURBAN);

    assertThat(gaps(story)).isEmpty();
  }

  @Test
  void goods_thatTravelledForAShortWhile_leaveNone() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-09T00:00:00Z", "shipping", PACK, XIAMEN)
            .object(FACTORY, "2026-05-11T23:59:59Z", "receiving", PACK, DURBAN);

    assertThat(gaps(story)).isEmpty();
  }

  @Test
  void goods_thatNeverArrived_leaveAGapToThePresent() {
    Story story = new Story().object(FACTORY, "2026-05-09T00:00:00Z", "departing", PACK, XIAMEN);

    assertThat(gaps(story)).containsExactly("not-arrived 53 days");
  }

  private static List<String> gaps(Story story) {
    GapFinder finder = new GapFinder(new ProvenanceReaderTest.NoNames(), GapFinder.THRESHOLD);
    return finder.gaps(story.trace(), NOW).stream()
        .map(gap -> gap.kind().word() + " " + gap.days() + " days")
        .toList();
  }

  private static String at(String place) {
    return ",'readPoint':{'id':'%s'}".formatted(place);
  }
}
