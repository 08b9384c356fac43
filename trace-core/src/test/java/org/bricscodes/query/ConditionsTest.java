package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.EventTerms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions narrow by, and how they decide. */
final class ConditionsTest {

  private static final Instant RECORDED = Instant.parse("2020-03-05T00:00:00Z");

  private static final String CONTEXT =
      "[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
          + "{\"example\":\"https://ns.example.com/epcis/\"}]";

  private static final String EVENT =
      """
      {"type":"ObjectEvent","eventTime":"2020-03-04T11:00:30+01:00","eventTimeZoneOffset":"+01:00",
       "epcList":["urn:epc:id:sgtin:0614141.011111.987"],"action":"OBSERVE","bizStep":"departing",
       "disposition":"in_transit",
       "readPoint":{"id":"urn:epc:id:sgln:4012345.00011.0","example:myField1":"AB-12"},
       "bizTransactionList":[{"type":"po","bizTransaction":"urn:epc:id:gdti:4012345.11111.123"}],
       "sourceList":[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00000"}],
       "destinationList":[{"type":"owning_party","destination":"urn:epc:id:pgln:0614141.00000"}],
       "example:userExt":"CD-34"}\
      """;

  private static EpcisEvent event(String json) {
    return new EpcisJson(EpcisLimits.DEFAULT)
        .parseEvent(
            json.getBytes(StandardCharsets.UTF_8), CONTEXT.getBytes(StandardCharsets.UTF_8));
  }

  private static EventQuery query(Map<String, String> parameters) {
    EventQuery.Outcome outcome =
        EventQuery.parse(parameters, Map.of("example", "https://ns.example.com/epcis/"));
    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Ready.class);
    return ((EventQuery.Outcome.Ready) outcome).query();
  }

  private static boolean finds(Map<String, String> parameters) {
    return new Conditions(query(parameters)).hold(event(EVENT), "urn:uuid:1", RECORDED);
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
            QueryTerms.of(
                query(
                    Map.of(
                        "MATCH_epc",
                        "urn:epc:id:sscc:4012345.0000000333|urn:epc:idpat:sgtin:0614141.011111.*",
                        "EQ_bizStep",
                        "shipping|receiving")),
                Visibility.of("tea")))
        .containsExactly(
            List.of(
                "bizStep=https://ref.gs1.org/cbv/BizStep-receiving",
                "bizStep=https://ref.gs1.org/cbv/BizStep-shipping"),
            List.of(
                "epc=https://id.gs1.org/00/040123450000003338",
                "child=https://id.gs1.org/00/040123450000003338",
                "gtin=00614141111114"),
            List.of("party=tea"));
    assertThat(QueryTerms.of(query(Map.of("EQ_action", "ADD")), Visibility.everyone()))
        .containsExactly(EventTerms.everything());
  }
}
