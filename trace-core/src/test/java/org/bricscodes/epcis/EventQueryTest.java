package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Query parameters as values: what they narrow by, what they accept, what they refuse. */
class EventQueryTest {

  private static final Instant RECORDED = Instant.parse("2020-03-05T00:00:00Z");

  private static EventQuery query(Map<String, String> parameters) {
    EventQuery.Outcome outcome = EventQuery.parse(parameters);
    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Ready.class);
    return ((EventQuery.Outcome.Ready) outcome).query();
  }

  private static boolean finds(Map<String, String> parameters) {
    return query(parameters).matches(Samples.event(Samples.V3), "urn:uuid:1", RECORDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MATCH_epc; urn:epc:id:sgtin:0614141.011111.987; true",
        "MATCH_epc; https://example.com/01/00614141111114/21/987; true",
        "MATCH_epc; urn:epc:id:sgtin:0614141.011111.988; false",
        "MATCH_epc; urn:epc:idpat:sgtin:0614141.011111.*; true",
        "MATCH_epc; urn:x:1|urn:epc:id:sgtin:0614141.011111.987; true",
        "MATCH_anyEPC; https://id.gs1.org/01/00614141111114; true",
        "MATCH_parentID; urn:epc:id:sgtin:0614141.011111.987; false",
        "MATCH_epcClass; https://id.gs1.org/01/00614141111114; false",
        "EQ_bizStep; departing; true",
        "EQ_bizStep; https://ref.gs1.org/cbv/BizStep-departing; true",
        "EQ_bizStep; urn:epcglobal:cbv:bizstep:departing|shipping; true",
        "EQ_bizStep; shipping; false",
        "EQ_disposition; in_transit; true",
        "EQ_readPoint; urn:epc:id:sgln:4012345.00011.0; true",
        "EQ_bizLocation; urn:epc:id:sgln:4012345.00011.0; false",
        "EQ_action; OBSERVE|ADD; true",
        "EQ_action; DELETE; false",
        "eventType; ObjectEvent; true",
        "eventType; AggregationEvent; false",
        "EQ_eventID; urn:uuid:1; true",
        "EQ_eventID; urn:uuid:2; false",
        "EQ_bizTransaction_po; urn:epc:id:gdti:4012345.11111.123; true",
        "EQ_bizTransaction_inv; urn:epc:id:gdti:4012345.11111.123; false",
        "EQ_source_owning_party; urn:epc:id:pgln:4012345.00000; true",
        "EQ_destination_location; urn:epc:id:pgln:0614141.00000; false",
        "GE_eventTime; 2020-03-04T10:00:30Z; true",
        "LT_eventTime; 2020-03-04T10:00:30Z; false",
        "GE_recordTime; 2020-03-05T00:00:00Z; true",
        "LT_recordTime; 2020-03-05T00:00:00Z; false",
        "EXISTS_errorDeclaration; true; false",
        "EXISTS_errorDeclaration; false; true"
      })
  void parameter_decides(String name, String value, boolean found) {
    assertThat(finds(Map.of(name, value))).isEqualTo(found);
  }

  @Test
  void terms_areOneListPerCondition() {
    assertThat(
            query(
                    Map.of(
                        "MATCH_epc",
                        "urn:epc:id:sscc:4012345.0000000333|urn:epc:idpat:sgtin:0614141.011111.*",
                        "EQ_bizStep",
                        "shipping|receiving"))
                .terms())
        .containsExactly(
            List.of(
                "epc=https://id.gs1.org/00/040123450000003338",
                "child=https://id.gs1.org/00/040123450000003338",
                "gtin=00614141111114"),
            List.of(
                "bizStep=https://ref.gs1.org/cbv/BizStep-shipping",
                "bizStep=https://ref.gs1.org/cbv/BizStep-receiving"));
    assertThat(query(Map.of("EQ_action", "ADD")).terms()).containsExactly(EventTerms.everything());
  }

  @Test
  void order_andLimits_haveDefaults() {
    EventQuery plain = query(Map.of());
    EventQuery ordered =
        query(Map.of("orderBy", "recordTime", "orderDirection", "ASC", "eventCountLimit", "5"));

    assertThat(plain.orderBy()).isEqualTo(EventQuery.OrderBy.EVENT_TIME);
    assertThat(plain.isDescending()).isTrue();
    assertThat(plain.maxEventCount()).isEqualTo(Integer.MAX_VALUE);
    assertThat(ordered.orderBy()).isEqualTo(EventQuery.OrderBy.RECORD_TIME);
    assertThat(ordered.isDescending()).isFalse();
    assertThat(ordered.eventCountLimit()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EQ_bizstep; shipping; did you mean EQ_bizStep?",
        "GE_example:field; 1; see the list",
        "GE_eventTime; 2020-03-04; 2026-03-05",
        "EQ_action; add; give one of",
        "eventType; objectEvent; did you mean ObjectEvent?",
        "orderBy; colour; give one of",
        "maxEventCount; 0; a whole number from 1",
        "eventCountLimit; 5; add orderBy=eventTime",
        "MATCH_epc; no uri; give an EPC URN",
        "MATCH_epc; urn:epc:idpat:sscc:4012345.*; patterns",
        "MATCH_epc; urn:x:1||urn:x:2; separated by"
      })
  void parameter_wrong_isNamed(String name, String value, String remedy) {
    EventQuery.Outcome outcome = EventQuery.parse(Map.of(name, value));

    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Refused.class);
    Fault fault = ((EventQuery.Outcome.Refused) outcome).faults().getFirst();
    assertThat(fault.pointer()).isEqualTo(name);
    assertThat(fault.remedy()).contains(remedy);
  }
}
