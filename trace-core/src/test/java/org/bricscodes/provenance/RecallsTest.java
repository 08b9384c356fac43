package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.LEAF;
import static org.bricscodes.provenance.Story.LOT;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.PACK;
import static org.bricscodes.provenance.Story.TEA;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.epcis.RecallTerms;
import org.junit.jupiter.api.Test;

final class RecallsTest {

  private static final String LEAVES = "https://id.gs1.org/01/09521111000013";
  private static final String GARDEN = "https://id.gs1.org/417/9521111000004";
  private static final String RECALLED = ",'persistentDisposition':{'set':['recalled']}";
  private static final String LIFTED = ",'persistentDisposition':{'unset':['recalled']}";

  private static Optional<Reason.Recalled> standing(Story story) {
    return standing(story, Set.of(FACTORY), Map.of());
  }

  /** Of goods that nobody issued or registered codes of. */
  private static Optional<Reason.Recalled> foreign(Story story) {
    return standing(story, Set.of(), Map.of());
  }

  private static Optional<Reason.Recalled> standing(
      Story story, Set<String> owners, Map<String, Set<String>> owned) {
    Recallers recallers =
        Recallers.of(story.trace(), TEA, new Recallers.Whose(owners, !owners.isEmpty()), owned);
    Trace trace = new TraceGraph(story.source()).withRecallsOf(recallers, story.trace());
    return Recalls.standing(trace, recallers, new ProvenanceReaderTest.NoNames());
  }

  @Test
  void recall_byTheBrandOwner_ofTheLot_stands() {
    Story story = new Story().object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED);

    assertThat(standing(story)).isPresent();
  }

  @Test
  void recall_byAStranger_isNone() {
    Story story = new Story().object(OTHER, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED);

    assertThat(standing(story)).isEmpty();
  }

  @Test
  void recall_ofAnInputByItsMaker_stands() {
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .object(OTHER, "2026-04-02T00:00:00Z", "holding", LEAF, RECALLED)
            .transform("2026-05-01T00:00:00Z", LEAF, PACK);

    assertThat(standing(story)).isPresent();
  }

  @Test
  void recall_ofAnInputAfterItsUse_reachesWhatWasMadeOfIt() {
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .transform("2026-05-01T00:00:00Z", LEAF, PACK)
            .object(OTHER, "2026-06-02T00:00:00Z", "holding", LEAF, RECALLED);

    assertThat(standing(story)).isPresent();
  }

  @Test
  void recall_liftedByTheSameParty_stands_noMore() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED)
            .object(FACTORY, "2026-05-02T00:00:00Z", "holding", LOT, LIFTED);

    assertThat(standing(story)).isEmpty();
  }

  @Test
  void recall_ofTheProduct_byItsOwner_reachesEveryPack_andOthersDoNot() {
    Story recalled = new Story().object(FACTORY, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED);
    Story said = new Story().object(OTHER, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED);

    assertThat(standing(recalled)).map(Reason.Recalled::scope).contains(RecallScope.PRODUCT);
    assertThat(standing(said)).isEmpty();
  }

  @Test
  void partnerWhoRecordsCommissioningOfALot_mayRecallNeitherIt_norItsPacks_norTheProduct() {
    for (String recalled : List.of(LOT, PACK, TEA)) {
      Story story =
          new Story()
              .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LOT, "")
              .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", PACK, "")
              .object(OTHER, "2026-05-01T00:00:00Z", "holding", recalled, RECALLED);

      assertThat(standing(story)).as(recalled).isEmpty();
    }
  }

  @Test
  void recall_ofTheProduct_byWhoMadeTheLot_reachesItsPacks_whereNobodyOwnsIt() {
    Story maker =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LOT, "")
            .object(OTHER, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED);
    Story ofAnotherLot =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", TEA + "/10/L2", "")
            .object(OTHER, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED);

    assertThat(foreign(maker)).map(Reason.Recalled::party).contains(OTHER);
    assertThat(foreign(ofAnotherLot)).isEmpty();
    assertThat(standing(maker)).isEmpty();
  }

  @Test
  void recall_ofTheProduct_isNotLifted_byLiftingThatOfALot_norTheOtherWayRound() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED)
            .object(FACTORY, "2026-05-02T00:00:00Z", "holding", LOT, RECALLED)
            .object(FACTORY, "2026-05-03T00:00:00Z", "holding", LOT, LIFTED);

    assertThat(standing(story)).map(Reason.Recalled::scope).contains(RecallScope.PRODUCT);

    story
        .object(FACTORY, "2026-05-04T00:00:00Z", "holding", LOT, RECALLED)
        .object(FACTORY, "2026-05-05T00:00:00Z", "holding", TEA, LIFTED);

    assertThat(standing(story)).map(Reason.Recalled::scope).contains(RecallScope.LOT);
  }

  @Test
  void recall_ofLotAndProductInOneEvent_isLiftedForEachBySayingSo() {
    String both =
        "'action':'OBSERVE','bizStep':'holding','epcList':[],"
            + "'quantityList':[{'epcClass':'%s'},{'epcClass':'%s'}],".formatted(LOT, TEA)
            + "'disposition':'recalled'";
    Story story = new Story().tell(FACTORY, "ObjectEvent", "2026-05-01T00:00:00Z", both);

    assertThat(standing(story)).map(Reason.Recalled::scope).contains(RecallScope.PRODUCT);

    story.object(FACTORY, "2026-05-02T00:00:00Z", "holding", TEA, LIFTED);
    assertThat(standing(story)).map(Reason.Recalled::scope).contains(RecallScope.LOT);

    story.object(FACTORY, "2026-05-03T00:00:00Z", "holding", LOT, LIFTED);
    assertThat(standing(story)).isEmpty();
  }

  @Test
  void recall_ofTheProduct_declaredInError_isNone() {
    String id = ",'eventID':'urn:uuid:00000000-0000-4000-8000-000000000001'";
    String declared = ",'errorDeclaration':{'declarationTime':'2026-05-02T00:00:00Z'}";
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED + id)
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED + id + declared);

    assertThat(standing(story)).isEmpty();
  }

  @Test
  void productsRecalls_areOneSearchOfAScan_whateverElseIsRecordedOfTheProduct() {
    Story story = new Story();
    for (int i = 0; i < 3_000; i++) {
      story.object(OTHER, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED);
    }
    story.object(FACTORY, "2026-05-02T00:00:00Z", "holding", TEA, RECALLED);
    EventSource all = story.source();
    List<Collection<String>> asked = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    TraceGraph graph =
        new TraceGraph(
            (terms, from, to, limit) -> {
              List<EventSource.Found> events = all.find(terms, from, to, limit);
              asked.add(terms);
              found.add(events.size());
              return events;
            });

    Trace trace = graph.ofItem(PACK, LOT);
    trace = graph.withRecallsOf(owned(trace), trace);

    String recall = trace.events().getFirst().recorded().eventID();
    assertThat(asked).hasSize(4);
    assertThat(asked.get(2)).containsExactly(RecallTerms.of(TEA, FACTORY));
    assertThat(asked.get(3)).as("was it withdrawn?").containsExactly("eventID=" + recall);
    assertThat(found).containsExactly(0, 0, 1, 1);
    assertThat(Story.shape(trace)).containsExactly("3000:PRODUCT");
    assertThat(trace.complete()).isTrue();
  }

  @Test
  void otherEvents_ofTheProductAsAWhole_areNoPartOfAPacksPast() {
    Story story =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "shipping", TEA, "")
            .object(FACTORY, "2026-05-02T00:00:00Z", "holding", TEA, RECALLED)
            .object(OTHER, "2026-05-03T00:00:00Z", "holding", TEA, RECALLED);

    Trace past = story.trace();
    Trace trace = new TraceGraph(story.source()).withRecallsOf(owned(past), past);

    assertThat(Story.shape(trace)).containsExactly("1:PRODUCT");
  }

  @Test
  void recallOfPackAndLotInOneEvent_liftedOfThePackAlone_standsForTheLot() {
    Story story =
        new Story()
            .tell(FACTORY, "ObjectEvent", "2026-05-01T00:00:00Z", ofBoth(PACK, LOT) + RECALLED)
            .object(FACTORY, "2026-05-02T00:00:00Z", "holding", PACK, LIFTED);

    assertThat(standing(story)).map(Reason.Recalled::scope).contains(RecallScope.LOT);
  }

  @Test
  void recallOfSoManyUnits_isNotOneOfTheProduct_norIsTheirLifting() {
    String units = ",'quantityList':[{'epcClass':'" + TEA + "','quantity':40}]";
    String some = "'action':'OBSERVE','bizStep':'shipping','epcList':[]" + units;
    Story recalled =
        new Story().tell(FACTORY, "ObjectEvent", "2026-05-01T00:00:00Z", some + RECALLED);
    Story reconditioned =
        new Story()
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED)
            .tell(FACTORY, "ObjectEvent", "2026-05-02T00:00:00Z", some + LIFTED);

    assertThat(standing(recalled)).isEmpty();
    assertThat(standing(reconditioned)).map(Reason.Recalled::scope).contains(RecallScope.PRODUCT);
  }

  @Test
  void historyThatIsLongerThanIsKept_doesNotHideTheRecallOfTheProduct() {
    Story story = new Story();
    for (int i = 0; i < TraceGraph.MAX_EVENTS; i++) {
      story.object(
          OTHER, "2026-04-01T00:%02d:%02dZ".formatted(i / 60, i % 60), "shipping", LOT, "");
    }
    story.object(FACTORY, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED);

    assertThat(standing(story)).map(Reason.Recalled::scope).contains(RecallScope.PRODUCT);
  }

  @Test
  void makingThatWasDeclaredWrong_entitlesNobody() {
    String wrong =
        ",'errorDeclaration':{'declarationTime':'2026-04-02T00:00:00Z','reason':'incorrect_data'}";
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LOT, wrong)
            .object(OTHER, "2026-05-01T00:00:00Z", "holding", LOT, RECALLED);

    assertThat(foreign(story)).isEmpty();
  }

  @Test
  void recall_ofAnInputsProduct_byItsMaker_orItsOwner_reachesWhatWasMadeOfIt() {
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .transform("2026-05-01T00:00:00Z", LEAF, PACK)
            .object(OTHER, "2026-06-02T00:00:00Z", "holding", LEAVES, RECALLED);

    assertThat(standing(story)).map(Reason.Recalled::scope).contains(RecallScope.INPUT);
    assertThat(standing(story, Set.of(FACTORY), Map.of(LEAVES, Set.of(OTHER))))
        .map(Reason.Recalled::party)
        .contains(OTHER);
    assertThat(standing(story, Set.of(FACTORY), Map.of(LEAVES, Set.of(GARDEN))))
        .as("whose only the product is silences no maker")
        .map(Reason.Recalled::party)
        .contains(OTHER);

    story.object(OTHER, "2026-06-03T00:00:00Z", "holding", LEAVES, LIFTED);
    assertThat(standing(story)).isEmpty();
  }

  @Test
  void recall_ofAnInputsLot_thatSomebodyOwnsHere_isNotItsSelfMadeMakers() {
    Story story =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .object(OTHER, "2026-04-02T00:00:00Z", "holding", LEAF, RECALLED)
            .transform("2026-05-01T00:00:00Z", LEAF, PACK);

    assertThat(standing(story, Set.of(FACTORY), Map.of(LEAF, Set.of(GARDEN)))).isEmpty();
    assertThat(standing(story, Set.of(FACTORY), Map.of(LEAF, Set.of(OTHER)))).isPresent();
  }

  @Test
  void recall_declaredWrong_byAnEventThatRepeatsItsEventIDAlone_isNone() {
    String id = ",'eventID':'urn:uuid:00000000-0000-4000-8000-000000000001'";
    String declared = ",'errorDeclaration':{'declarationTime':'2026-05-02T00:00:00Z'}";
    for (String recalled : List.of(TEA, LOT, PACK)) {
      Story story =
          new Story()
              .object(FACTORY, "2026-05-01T00:00:00Z", "holding", recalled, RECALLED + id)
              .object(OTHER, "2026-05-01T00:00:00Z", "holding", LEAF, id + declared);
      assertThat(standing(story)).as("a stranger declares nothing wrong").isPresent();

      story.object(FACTORY, "2026-05-01T00:00:00Z", "holding", LEAF, id + declared);
      assertThat(standing(story)).as(recalled).isEmpty();
    }
  }

  @Test
  void recall_behindTwoThousandOlderEventsOfStrangers_stands() {
    for (String recalled : List.of(LOT, PACK)) {
      Story story = new Story();
      for (int i = 0; i < TraceGraph.MAX_EVENTS; i++) {
        String time = "2026-04-01T00:%02d:%02dZ".formatted(i / 60, i % 60);
        story.object(OTHER, time, "inspecting", recalled, "");
      }
      story.object(FACTORY, "2026-05-01T00:00:00Z", "holding", recalled, RECALLED);

      assertThat(standing(story))
          .map(Reason.Recalled::scope)
          .contains(recalled.equals(LOT) ? RecallScope.LOT : RecallScope.ITEM);
    }
  }

  @Test
  void recallsOfSeveralOwners_areAllTold_theEarliestFirst() {
    Story story =
        new Story()
            .object(OTHER, "2026-05-02T00:00:00Z", "holding", TEA, RECALLED)
            .object(FACTORY, "2026-05-01T00:00:00Z", "holding", TEA, RECALLED)
            .object(FACTORY, "2026-05-03T00:00:00Z", "holding", LOT, RECALLED);

    Reason.Recalled recall = standing(story, Set.of(FACTORY, OTHER), Map.of()).orElseThrow();

    assertThat(recall.party()).isEqualTo(FACTORY);
    assertThat(recall.others()).extracting(Reason.Recalled::party).containsExactly(OTHER);
  }

  private static Recallers owned(Trace trace) {
    return Recallers.of(trace, TEA, new Recallers.Whose(Set.of(FACTORY), true), Map.of());
  }

  private static String ofBoth(String item, String epcClass) {
    return "'action':'OBSERVE','bizStep':'holding','epcList':['%s'],'quantityList':[{'epcClass':'%s'}]"
        .formatted(item, epcClass);
  }
}
