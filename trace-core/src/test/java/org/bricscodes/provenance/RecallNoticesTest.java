package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.LEAF;
import static org.bricscodes.provenance.Story.LOT;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.PACK;

import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.Gtin;
import org.junit.jupiter.api.Test;

final class RecallNoticesTest {

  private static final Gtin PRODUCT = new Gtin("09521222000018");
  private static final String RECALLED = ",'disposition':'recalled'";
  private static final String FOR_GOOD = ",'persistentDisposition':{'set':['recalled']}";
  private static final String LIFTED = ",'persistentDisposition':{'unset':['recalled']}";

  private static RecallNotices notices(Story story) {
    return notices(story, Set.of(FACTORY));
  }

  private static RecallNotices notices(Story story, Set<String> owners) {
    return new RecallNotices(story.source(), story.source(), new OwnersOf(PRODUCT, owners));
  }

  private static List<String> ofLot(Story story) {
    return shape(notices(story).ofLot(PRODUCT, "L1"));
  }

  private static List<String> ofProduct(Story story) {
    return shape(notices(story).ofProduct(PRODUCT));
  }

  private static List<String> shape(List<RecallNotice> notices) {
    return notices.stream()
        .map(
            notice ->
                notice.scope().word()
                    + " "
                    + notice.happened()
                    + " "
                    + String.join(",", notice.lots()))
        .toList();
  }

  @Test
  void recall_ofALot_isToldOfLotAndProduct() {
    Story story = new Story().object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED);

    assertThat(ofLot(story)).containsExactly("lot 2026-05-01T00:00:00Z L1");
    assertThat(ofProduct(story)).containsExactly("lot 2026-05-01T00:00:00Z L1");
    assertThat(shape(notices(story).ofLot(PRODUCT, "L2"))).isEmpty();
    assertThat(notices(story).ofLot(PRODUCT, "L1"))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.party()).isEqualTo(FACTORY);
              assertThat(notice.reason()).isNull();
              assertThat(notice.recorded()).isEqualTo("2026-06-01T00:00:00Z");
            });
  }

  @Test
  void recallAndItsEnd_areBothTold_newestFirst() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, FOR_GOOD)
            .object(FACTORY, "2026-05-02T00:00:00Z", "holding", LOT, LIFTED);

    assertThat(ofLot(story))
        .containsExactly("lifted 2026-05-02T00:00:00Z L1", "lot 2026-05-01T00:00:00Z L1");
  }

  @Test
  void recall_ofAnInput_isToldOfTheLotMadeOfIt() {
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .transform("2026-05-01T00:00:00Z", LEAF, LOT)
            .object(OTHER, "2026-06-02T00:00:00Z", "holding", LEAF, RECALLED);

    assertThat(ofLot(story)).containsExactly("input 2026-06-02T00:00:00Z L1");
    assertThat(ofProduct(story)).isEmpty();
  }

  @Test
  void recall_ofAPack_isToldOfTheProduct_asOfSomePacks() {
    Story story = new Story().object(FACTORY, "2026-05-01T00:00:00Z", "holding", PACK, RECALLED);

    assertThat(ofProduct(story)).containsExactly("packs 2026-05-01T00:00:00Z ");
  }

  @Test
  void listOfCodes_isToldAsSomePacksOfTheLot_inItsOwnersWords() {
    String list =
        RECALLED
            + ",'https://bricscodes.org/codes/v1#batch':'ab'"
            + ",'https://bricscodes.org/codes/v1#reason':'glass found'";
    Story story = new Story().object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, list);

    assertThat(ofLot(story)).containsExactly("packs 2026-05-01T00:00:00Z L1");
    assertThat(notices(story).ofLot(PRODUCT, "L1"))
        .extracting(RecallNotice::reason)
        .containsExactly("glass found");
    assertThat(ofProduct(story)).containsExactly("packs 2026-05-01T00:00:00Z L1");
  }

  @Test
  void stranger_recallsNothing() {
    Story story = new Story().object(OTHER, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED);

    assertThat(ofLot(story)).isEmpty();
    assertThat(ofProduct(story)).isEmpty();
  }

  @Test
  void recall_thatWasDeclaredInError_isNone() {
    String id = ",'eventID':'urn:uuid:00000000-0000-4000-8000-000000000001'";
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED + id)
            .object(
                FACTORY,
                "2026-05-01T00:00:00Z",
                "holding",
                LOT,
                RECALLED + id + ",'errorDeclaration':{'declarationTime':'2026-05-02T00:00:00Z'}");

    assertThat(ofLot(story)).isEmpty();
    assertThat(ofProduct(story)).isEmpty();
  }

  @Test
  void recallThatTellsOfLongAgo_isTold_thoughManyTellOfLater() {
    Story story = new Story();
    for (int i = 0; i < 300; i++) {
      String time = "2026-05-%02dT00:%02d:00Z".formatted(1 + i / 60, i % 60);
      story.object(FACTORY, time, "holding", Story.TEA + "/10/L9", RECALLED);
    }
    story.object(FACTORY, "2020-01-01T00:00:00Z", "holding", LOT, RECALLED);
    story.object(FACTORY, "2020-01-02T00:00:00Z", "holding", Story.TEA, RECALLED);

    assertThat(ofProduct(story))
        .hasSize(50)
        .startsWith("product 2020-01-02T00:00:00Z ", "lot 2020-01-01T00:00:00Z L1");
    assertThat(ofLot(story))
        .containsExactly("product 2020-01-02T00:00:00Z ", "lot 2020-01-01T00:00:00Z L1");
  }

  @Test
  void recallsOfOneOwner_howeverMany_leaveTheOthersTheirShare() {
    Story story = new Story();
    for (int i = 0; i < 40; i++) {
      story.object(FACTORY, "2026-05-01T00:%02d:00Z".formatted(i), "holding", LOT, RECALLED);
    }
    for (int i = 0; i < 100; i++) {
      String time = "2026-06-01T%02d:%02d:00Z".formatted(i / 60, i % 60);
      story.object(OTHER, time, "holding", LOT, RECALLED);
    }

    List<RecallNotice> notices = notices(story, Set.of(FACTORY, OTHER)).ofProduct(PRODUCT);

    assertThat(notices).hasSize(50);
    assertThat(notices).filteredOn(notice -> notice.party().equals(FACTORY)).hasSize(25);
  }

  @Test
  void recall_declaredWrong_byAnEventThatRepeatsItsEventIDAlone_isNone() {
    String id = ",'eventID':'urn:uuid:00000000-0000-4000-8000-000000000001'";
    String declared = ",'errorDeclaration':{'declarationTime':'2026-05-02T00:00:00Z'}";
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED + id)
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", LEAF, id + declared);

    assertThat(ofLot(story)).isEmpty();
    assertThat(ofProduct(story)).isEmpty();
  }

  @Test
  void recall_ofAnInputsProduct_isToldOfTheLotMadeOfIt() {
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .transform("2026-05-01T00:00:00Z", LEAF, LOT)
            .object(
                OTHER,
                "2026-06-02T00:00:00Z",
                "holding",
                "https://id.gs1.org/01/09521111000013",
                RECALLED);

    assertThat(ofLot(story)).containsExactly("input 2026-06-02T00:00:00Z L1");
  }

  @Test
  void ofMany_theNewestAreTold() {
    Story story = new Story();
    for (int i = 0; i < 60; i++) {
      story.object(FACTORY, "2026-05-01T00:%02d:00Z".formatted(i), "holding", LOT, RECALLED);
    }

    assertThat(ofProduct(story))
        .hasSize(50)
        .startsWith("lot 2026-05-01T00:59:00Z L1")
        .endsWith("lot 2026-05-01T00:10:00Z L1");
    assertThat(ofLot(story)).hasSize(50).startsWith("lot 2026-05-01T00:59:00Z L1");
  }

  @Test
  void recallForGood_andItsEnd_areToldOfTheProduct() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, FOR_GOOD)
            .object(FACTORY, "2026-05-02T00:00:00Z", "holding", LOT, LIFTED)
            .object(FACTORY, "2026-05-03T00:00:00Z", "holding", PACK, FOR_GOOD)
            .object(FACTORY, "2026-05-04T00:00:00Z", "holding", PACK, LIFTED);

    assertThat(ofProduct(story))
        .containsExactly(
            "lifted.packs 2026-05-04T00:00:00Z ",
            "packs 2026-05-03T00:00:00Z ",
            "lifted 2026-05-02T00:00:00Z L1",
            "lot 2026-05-01T00:00:00Z L1");
  }

  @Test
  void recallOfTheProduct_andItsEnd_areToldOfItAndOfEachLot() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", Story.TEA, FOR_GOOD)
            .object(FACTORY, "2026-05-02T00:00:00Z", "holding", Story.TEA, LIFTED);

    assertThat(ofProduct(story))
        .containsExactly("lifted.product 2026-05-02T00:00:00Z ", "product 2026-05-01T00:00:00Z ");
    assertThat(ofLot(story)).isEqualTo(ofProduct(story));
  }

  @Test
  void endOfAnInputsRecall_isToldOfTheLotMadeOfIt() {
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .transform("2026-05-01T00:00:00Z", LEAF, LOT)
            .object(OTHER, "2026-06-02T00:00:00Z", "holding", LEAF, FOR_GOOD)
            .object(OTHER, "2026-06-03T00:00:00Z", "holding", LEAF, LIFTED);

    assertThat(ofLot(story))
        .containsExactly("lifted.input 2026-06-03T00:00:00Z L1", "input 2026-06-02T00:00:00Z L1");
  }

  @Test
  void recallByOthers_howeverMany_hidesNone() {
    Story story = new Story();
    story.object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED);
    for (int i = 0; i < 500; i++) {
      story.object(OTHER, "2026-06-01T00:00:00Z", "holding", PACK, RECALLED);
    }

    assertThat(ofProduct(story)).containsExactly("lot 2026-05-01T00:00:00Z L1");
  }

  @Test
  void recallOfProductAndLotInOneEvent_isToldOfTheProduct_withoutTheLot() {
    String both =
        "'action':'OBSERVE','bizStep':'holding','epcList':[],'quantityList':[{'epcClass':'%s'},{'epcClass':'%s'}]"
            .formatted(Story.TEA, LOT);
    Story story = new Story().tell(FACTORY, "ObjectEvent", "2026-05-01T00:00:00Z", both + FOR_GOOD);

    assertThat(ofProduct(story)).containsExactly("product 2026-05-01T00:00:00Z ");
  }
}
