package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.LEAF;
import static org.bricscodes.provenance.Story.LOT;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.PACK;

import org.junit.jupiter.api.Test;

final class RecallsTest {

  private static final String RECALLED = ",'persistentDisposition':{'set':['recalled']}";
  private static final String LIFTED = ",'persistentDisposition':{'unset':['recalled']}";

  @Test
  void recall_byTheBrandOwner_ofTheLot_stands() {
    Story story = new Story().object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED);

    assertThat(Recalls.standing(story.trace(), FACTORY)).isPresent();
  }

  @Test
  void recall_byAStranger_isNone() {
    Story story = new Story().object(OTHER, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED);

    assertThat(Recalls.standing(story.trace(), FACTORY)).isEmpty();
  }

  @Test
  void recall_ofAnInputByItsMaker_stands() {
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .object(OTHER, "2026-04-02T00:00:00Z", "holding", LEAF, RECALLED)
            .transform("2026-05-01T00:00:00Z", LEAF, PACK);

    assertThat(Recalls.standing(story.trace(), FACTORY)).isPresent();
  }

  @Test
  void recall_ofAnInputAfterItsUse_reachesWhatWasMadeOfIt() {
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .transform("2026-05-01T00:00:00Z", LEAF, PACK)
            .object(OTHER, "2026-06-02T00:00:00Z", "holding", LEAF, RECALLED);

    assertThat(Recalls.standing(story.trace(), FACTORY)).isPresent();
  }

  @Test
  void recall_liftedByTheSameParty_stands_noMore() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED)
            .object(FACTORY, "2026-05-02T00:00:00Z", "holding", LOT, LIFTED);

    assertThat(Recalls.standing(story.trace(), FACTORY)).isEmpty();
  }
}
