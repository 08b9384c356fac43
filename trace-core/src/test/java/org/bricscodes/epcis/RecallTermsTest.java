package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** By what recalls are found, written out. */
class RecallTermsTest {

  private static final String TEA = "https://id.gs1.org/01/09521222000018";
  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";

  private static EpcisEvent event(String members) {
    return Samples.event(
        """
        {"type":"ObjectEvent","eventTime":"2026-05-01T00:00:00Z","eventTimeZoneOffset":"+00:00",
         "action":"OBSERVE",%s}\
        """
            .formatted(members.replace('\'', '"')));
  }

  @Test
  void recallOfProductAndLot_isFoundByEach_andWithinTheProductOnce() {
    EpcisEvent event =
        event(
            "'disposition':'recalled','quantityList':[{'epcClass':'%s'},{'epcClass':'%s/10/L1'}]"
                .formatted(TEA, TEA));

    assertThat(RecallTerms.of(event, FACTORY))
        .containsExactly(
            "recall=https://id.gs1.org/01/09521222000018 https://id.gs1.org/417/9521222000001",
            "recallWithin=https://id.gs1.org/01/09521222000018"
                + " https://id.gs1.org/417/9521222000001",
            "recall=https://id.gs1.org/01/09521222000018/10/L1"
                + " https://id.gs1.org/417/9521222000001");
    assertThat(RecallTerms.told(event, FACTORY))
        .containsExactly(
            "recallTold=https://id.gs1.org/01/09521222000018 https://id.gs1.org/417/9521222000001",
            "recallTold=https://id.gs1.org/01/09521222000018/10/L1"
                + " https://id.gs1.org/417/9521222000001",
            "recallToldWithin=https://id.gs1.org/01/09521222000018"
                + " https://id.gs1.org/417/9521222000001");
    assertThat(RecallTerms.recalls(event)).isTrue();
    assertThat(RecallTerms.lifts(event)).isFalse();
  }

  @Test
  void lifting_ofOnePack_isFoundByIt_andWithinItsProduct() {
    EpcisEvent event =
        event(
            "'persistentDisposition':{'unset':['recalled']},'epcList':['%s/21/P1']".formatted(TEA));

    assertThat(RecallTerms.of(event, FACTORY))
        .containsExactly(
            "recall=https://id.gs1.org/01/09521222000018/21/P1"
                + " https://id.gs1.org/417/9521222000001",
            "recallWithin=https://id.gs1.org/01/09521222000018"
                + " https://id.gs1.org/417/9521222000001");
    assertThat(RecallTerms.told(event, FACTORY))
        .containsExactly(
            "recallToldWithin=https://id.gs1.org/01/09521222000018"
                + " https://id.gs1.org/417/9521222000001");
    assertThat(RecallTerms.lifts(event)).isTrue();
  }

  @Test
  void otherEvents_haveNone() {
    EpcisEvent event =
        event("'disposition':'in_transit','quantityList':[{'epcClass':'%s'}]".formatted(TEA));

    assertThat(RecallTerms.of(event, FACTORY)).isEmpty();
    assertThat(RecallTerms.told(event, FACTORY)).isEmpty();
    assertThat(RecallTerms.ifItSpeaks(event, FACTORY)).hasSize(2);
  }

  @Test
  void whatATransformationUsedUp_isNotRecalledWithWhatCameOfIt() {
    EpcisEvent event =
        Samples.event(
            """
            {"type":"TransformationEvent","eventTime":"2026-05-01T00:00:00Z",
             "eventTimeZoneOffset":"+00:00","disposition":"recalled",
             "inputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521111000013"}],
             "outputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521222000018/10/L1"}]}\
            """);

    assertThat(RecallTerms.of(event, FACTORY))
        .containsExactly(
            "recall=https://id.gs1.org/01/09521222000018/10/L1"
                + " https://id.gs1.org/417/9521222000001",
            "recallWithin=https://id.gs1.org/01/09521222000018"
                + " https://id.gs1.org/417/9521222000001");
  }

  @Test
  void recall_isWatchedByItsClass_whoeverRecalls() {
    assertThat(EventTerms.thing(RecallTerms.of(TEA, FACTORY))).contains(RecallTerms.watched(TEA));
    assertThat(EventTerms.thing(RecallTerms.within(TEA, FACTORY))).isEmpty();
    assertThat(EventTerms.isWidespread(RecallTerms.of(TEA, FACTORY))).isFalse();
  }
}
