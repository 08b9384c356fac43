package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.CASE;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.LEAF;
import static org.bricscodes.provenance.Story.LOT;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.OTHER_PACK;
import static org.bricscodes.provenance.Story.PACK;
import static org.bricscodes.provenance.Story.PALLET;

import org.junit.jupiter.api.Test;

final class TraceGraphTest {

  private static final String[] DAY = {
    "2026-05-01T00:00:00Z",
    "2026-05-02T00:00:00Z",
    "2026-05-03T00:00:00Z",
    "2026-05-04T00:00:00Z",
    "2026-05-05T00:00:00Z",
    "2026-05-06T00:00:00Z",
    "2026-05-07T00:00:00Z"
  };

  @Test
  void container_speaksForItsContents_onlyWhileTheyAreInside() {
    Story story =
        new Story()
            .object(FACTORY, DAY[0], "inspecting", CASE, "") // before the pack went in
            .pack(DAY[1], CASE, PACK)
            .object(FACTORY, DAY[2], "shipping", CASE, "")
            .unpack(DAY[3], CASE, PACK)
            .object(FACTORY, DAY[4], "destroying", CASE, ""); // after it came out

    assertThat(Story.shape(story.trace())).containsExactly("1:ITEM", "2:CONTAINER", "3:ITEM");
  }

  @Test
  void inputs_moreThanAreLookedUpAtOnce_areAllFollowed() {
    Story story = new Story();
    for (int input = 0; input < 40; input++) {
      String lot = LEAF + input;
      story.object(FACTORY, DAY[0], "inspecting", lot, "").transform(DAY[1], lot, LOT);
    }

    Trace trace = story.trace();

    assertThat(trace.complete()).isTrue();
    assertThat(trace.events()).hasSize(80);
    assertThat(trace.subjects()).hasSize(42);
  }

  @Test
  void container_emptiedWithoutNamingChildren_endsTheStay() {
    Story story =
        new Story()
            .pack(DAY[1], CASE, PACK)
            .unpack(DAY[3], CASE)
            .object(FACTORY, DAY[4], "destroying", CASE, "");

    assertThat(Story.shape(story.trace())).containsExactly("0:ITEM", "1:CONTAINER");
  }

  @Test
  void container_thatLosesAnotherChild_keepsThisOne() {
    Story story =
        new Story()
            .pack(DAY[1], CASE, PACK, OTHER_PACK)
            .unpack(DAY[2], CASE, OTHER_PACK)
            .object(FACTORY, DAY[4], "receiving", CASE, "");

    assertThat(Story.shape(story.trace())).containsExactly("0:ITEM", "2:CONTAINER");
  }

  @Test
  void container_filledWithOthers_saysNothingOfThisOne() {
    Story story = new Story().pack(DAY[1], CASE, PACK).pack(DAY[2], CASE, OTHER_PACK);

    assertThat(Story.shape(story.trace())).containsExactly("0:ITEM");
  }

  @Test
  void containers_saidToBeInEachOther_endTheWalk() {
    Story story =
        new Story()
            .pack(DAY[0], CASE, PACK)
            .pack(DAY[1], PALLET, CASE)
            .pack(DAY[2], CASE, PALLET) // cannot be, and yet somebody says so
            .object(FACTORY, DAY[3], "shipping", PALLET, "");

    Trace trace = story.trace();

    assertThat(trace.complete()).isTrue();
    assertThat(Story.shape(trace))
        .containsExactly("0:ITEM", "1:CONTAINER", "2:CONTAINER", "3:CONTAINER");
  }

  @Test
  void lots_saidToBeMadeOfEachOther_endTheWalk() {
    Story story =
        new Story()
            .transform(DAY[1], LEAF, LOT)
            .transform(DAY[0], LOT, LEAF)
            .object(FACTORY, DAY[3], "shipping", PACK, "");

    assertThat(story.trace().complete()).isTrue();
    assertThat(Story.shape(story.trace())).contains("0:LOT", "2:ITEM").doesNotHaveDuplicates();
  }

  @Test
  void containers_nest() {
    Story story =
        new Story()
            .pack(DAY[1], CASE, PACK)
            .pack(DAY[2], PALLET, CASE)
            .object(FACTORY, DAY[3], "shipping", PALLET, "")
            .unpack(DAY[4], PALLET)
            .object(FACTORY, DAY[5], "storing", PALLET, "")
            .object(FACTORY, DAY[6], "storing", CASE, "");

    assertThat(Story.shape(story.trace()))
        .containsExactly("0:ITEM", "1:CONTAINER", "2:CONTAINER", "3:CONTAINER", "5:CONTAINER");
  }

  @Test
  void move_toAnotherContainer_endsTheFirstStay() {
    Story story =
        new Story()
            .pack(DAY[1], CASE, PACK)
            .pack(DAY[2], PALLET, PACK)
            .object(FACTORY, DAY[3], "shipping", CASE, "");

    assertThat(Story.shape(story.trace())).containsExactly("0:ITEM", "1:ITEM");
  }

  @Test
  void inputs_areFollowedUpstream_upToTheirUse() {
    Story story =
        new Story()
            .object(OTHER, DAY[0], "commissioning", LEAF, "")
            .transform(DAY[2], LEAF, PACK)
            .object(OTHER, DAY[3], "storing", LEAF, ""); // what was left of it

    assertThat(Story.shape(story.trace())).containsExactly("0:INPUT", "1:ITEM");
  }

  @Test
  void inputs_usedForOtherThingsBefore_showOnlyTheirOwnPast() {
    Story story =
        new Story()
            .object(OTHER, DAY[0], "commissioning", LEAF, "")
            .transform(DAY[1], LEAF, OTHER_PACK)
            .transform(DAY[2], LEAF, PACK);

    assertThat(Story.shape(story.trace())).containsExactly("0:INPUT", "2:ITEM");
  }

  @Test
  void lot_speaksForItsItems() {
    Story story = new Story().object(OTHER, DAY[1], "inspecting", LOT, "");

    assertThat(Story.shape(story.trace())).containsExactly("0:LOT");
  }

  @Test
  void transformations_inACircle_end() {
    Story story =
        new Story()
            .transform(DAY[1], LEAF, PACK)
            .transform(DAY[0], LOT, LEAF)
            .transform(DAY[0], LEAF, LOT);

    assertThat(story.trace().complete()).isTrue();
  }

  @Test
  void event_withdrawnByItsReporter_isLeftOut() {
    String id = "'eventID':'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',";
    String members = id + "'action':'OBSERVE','bizStep':'shipping','epcList':['" + PACK + "']";
    String declared =
        ",'errorDeclaration':{'declarationTime':'2026-05-09T00:00:00Z','reason':'did_not_occur'}";
    Story story =
        new Story()
            .tell(FACTORY, "ObjectEvent", DAY[1], members)
            .tell(FACTORY, "ObjectEvent", DAY[1], members + declared);

    assertThat(Story.shape(story.trace())).containsExactly("1:ITEM");
  }

  @Test
  void event_declaredWrongBySomebodyElse_stays() {
    String id = "'eventID':'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',";
    String members = id + "'action':'OBSERVE','bizStep':'shipping','epcList':['" + PACK + "']";
    String declared =
        ",'errorDeclaration':{'declarationTime':'2026-05-09T00:00:00Z','reason':'did_not_occur'}";
    Story story =
        new Story()
            .tell(FACTORY, "ObjectEvent", DAY[1], members)
            .tell(OTHER, "ObjectEvent", DAY[1], members + declared);

    assertThat(Story.shape(story.trace())).containsExactly("0:ITEM", "1:ITEM");
  }
}
