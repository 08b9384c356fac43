package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Query parameters as values: what they narrow by, what they accept, what they refuse. */
class EventQueryTest {

  private static EventQuery query(Map<String, String> parameters) {
    EventQuery.Outcome outcome = EventQuery.parse(parameters, Map.of());
    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Ready.class);
    return ((EventQuery.Outcome.Ready) outcome).query();
  }

  private static EventQuery ofJson(String json) {
    EventQuery.Outcome outcome = EventQuery.parseJson(json.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Ready.class);
    return ((EventQuery.Outcome.Ready) outcome).query();
  }

  @Test
  void query_ofAnAddress_andOfABody_isTheSame() {
    EventQuery ofAddress =
        query(
            Map.of(
                "EQ_bizStep", "shipping|urn:epcglobal:cbv:bizstep:receiving",
                "MATCH_epc", "urn:epc:id:sgtin:0614141.011111.987",
                "EQ_bizTransaction_po", "urn:epc:id:gdti:4012345.11111.123",
                "GE_eventTime", "2020-03-04T11:00:30+01:00",
                "EXISTS_errorDeclaration", "true",
                "orderBy", "eventTime",
                "eventCountLimit", "5"));
    EventQuery ofBody =
        ofJson(
            """
            {"@context":{"c":"https://ref.gs1.org/cbv/BTT-"},
             "EQ_bizTransaction_c:po":["https://id.gs1.org/253/4012345111118123"],
             "EQ_bizStep":["receiving","https://ref.gs1.org/cbv/BizStep-shipping","shipping"],
             "MATCH_epc":["https://example.com/01/614141111114/21/987"],
             "GE_eventTime":"2020-03-04T10:00:30.000Z","EXISTS_errorDeclaration":true,
             "eventCountLimit":5,"orderBy":"eventTime","orderDirection":"DESC"}\
            """);

    assertThat(ofAddress).isEqualTo(ofBody);
    assertThat(ofAddress.canonical())
        .isEqualTo(ofBody.canonical())
        .isEqualTo(
            """
            {"EQ_bizStep":["receiving","shipping"],\
            "EQ_bizTransaction_po":["https://id.gs1.org/253/4012345111118123"],\
            "EXISTS_errorDeclaration":true,"GE_eventTime":"2020-03-04T10:00:30Z",\
            "MATCH_epc":["https://id.gs1.org/01/00614141111114/21/987"],"eventCountLimit":5,\
            "orderBy":"eventTime","orderDirection":"DESC"}\
            """);
    assertThat(EventQuery.parseJson(ofAddress.toJson()))
        .isEqualTo(new EventQuery.Outcome.Ready(ofAddress));
    assertThat(query(Map.of()).canonical()).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[]; ``; send an object of query parameters",
        "{\"eventType\":[\"ObjectEvent\"]; ``; well-formed",
        "{} {}; ``; send one JSON object",
        "{\"eventType\":\"ObjectEvent\"}; eventType; give an array of strings",
        "{\"eventType\":[7]}; eventType; give an array of strings",
        "{\"eventType\":[]}; eventType; give a value",
        "{\"maxEventCount\":\"7\"}; maxEventCount; a whole number from 1",
        "{\"EXISTS_errorDeclaration\":\"true\"}; EXISTS_errorDeclaration; give one of",
        "{\"EQ_bizStep\":[\"shipping\"],\"EQ_bizStep\":[\"shipping\"]}; /EQ_bizStep; keep one",
        "{\"a\":[[[[[[[[[[1]]]]]]]]]]}; ``; one flat object"
      })
  void body_wrong_isNamed(String body, String pointer, String remedy) {
    EventQuery.Outcome outcome = EventQuery.parseJson(body.getBytes(StandardCharsets.UTF_8));

    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Refused.class);
    Fault fault = ((EventQuery.Outcome.Refused) outcome).faults().getFirst();
    assertThat(fault.pointer()).isEqualTo(pointer);
    assertThat(fault.remedy()).contains(remedy);
  }

  @Test
  void order_andLimits_haveDefaults() {
    EventQuery plain = query(Map.of());
    EventQuery ordered =
        query(Map.of("orderBy", "recordTime", "orderDirection", "ASC", "eventCountLimit", "5"));

    assertThat(plain.order()).isEqualTo(QueryOrder.DEFAULT);
    assertThat(plain.maxEventCount()).isEqualTo(Integer.MAX_VALUE);
    assertThat(ordered.order())
        .isEqualTo(new QueryOrder(new QueryOrder.Key.RecordTime(), QueryOrder.Direction.ASC));
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
    EventQuery.Outcome outcome = EventQuery.parse(Map.of(name, value), Map.of());

    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Refused.class);
    Fault fault = ((EventQuery.Outcome.Refused) outcome).faults().getFirst();
    assertThat(fault.pointer()).isEqualTo(name);
    assertThat(fault.remedy()).contains(remedy);
  }
}
