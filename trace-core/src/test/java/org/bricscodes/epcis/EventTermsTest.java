package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The terms of an event, written out. */
class EventTermsTest {

  @Test
  void objectEvent_terms() {
    assertThat(EventTerms.of(Samples.event(Samples.V3)))
        .containsExactly(
            "epc=https://id.gs1.org/01/00614141111114/21/987",
            "gtin=00614141111114",
            "eventType=ObjectEvent",
            "bizStep=https://ref.gs1.org/cbv/BizStep-departing",
            "disposition=https://ref.gs1.org/cbv/Disp-in_transit",
            "readPoint=https://id.gs1.org/414/4012345000115",
            "bizTransaction=https://id.gs1.org/253/4012345111118123",
            "source=https://id.gs1.org/417/4012345000009",
            "destination=https://id.gs1.org/417/0614141000005");
  }

  @Test
  void aggregation_keepsRolesApart_andSaysEachTradeItemOnce() {
    String event =
        """
        {"type":"AggregationEvent","eventTime":"2026-03-05T07:30:00Z",
         "eventTimeZoneOffset":"+02:00","action":"ADD",
         "parentID":"urn:epc:id:sscc:4012345.0000000333",
         "childEPCs":["urn:epc:id:sgtin:4012345.011111.1","urn:epc:id:sgtin:4012345.011111.2"],
         "childQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.L","quantity":5}]}\
        """;

    assertThat(EventTerms.of(Samples.event(event)))
        .containsExactly(
            "child=https://id.gs1.org/01/04012345111118/21/1",
            "gtin=04012345111118",
            "child=https://id.gs1.org/01/04012345111118/21/2",
            "parent=https://id.gs1.org/00/040123450000003338",
            "childClass=https://id.gs1.org/01/04012345111118/10/L",
            "eventType=AggregationEvent");
  }

  @Test
  void everyEvent_hasOneTermOfEverything() {
    String extended = Samples.SMALL.replace("ObjectEvent", "example:Own");

    assertThat(EventTerms.of(Samples.event(extended)))
        .contains("eventType=*", "eventType=https://ns.example.com/epcis/Own");
    assertThat(EventTerms.everything()).contains("eventType=*", "eventType=ObjectEvent");
  }

  @Test
  void widespread_isDecidedByNameAndLot() {
    assertThat(EventTerms.isWidespread("bizStep=x")).isTrue();
    assertThat(EventTerms.isWidespread("epcClass=https://id.gs1.org/01/04012345111118")).isTrue();
    assertThat(EventTerms.isWidespread("epcClass=https://id.gs1.org/01/04012345111118/10/L"))
        .isFalse();
    assertThat(EventTerms.isWidespread("epc=x")).isFalse();
  }

  /** A part of the index layout: no number may change, none may name two. */
  @Test
  void roles_haveTheirPermanentNumbers() {
    List<String> terms = new ArrayList<>(EventTerms.anyEpc("x"));
    terms.addAll(EventTerms.anyEpcClass("https://id.gs1.org/01/04012345111118/10/L"));

    assertThat(terms.stream().map(EventTerms::role)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(EventTerms.role("epcClass=https://id.gs1.org/01/04012345111118")).as("hot").isZero();
    assertThat(EventTerms.role("eventID=epc=x")).isZero();
    assertThat(EventTerms.role("bizStep=x")).isZero();
  }
}
