package org.bricscodes.epcis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Query parameters as values: what they narrow by, what they accept, what they refuse. */
class EventQueryTest {

  private static final Map<String, String> PREFIXES =
      Map.of("example", "https://ns.example.com/epcis/");

  private static EventQuery query(Map<String, String> parameters) {
    EventQuery.Outcome outcome = EventQuery.parse(parameters, PREFIXES);
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
        "GE_unknown:field; 1; declare the prefix",
        "GE_eventTime; 2020-03-04; 2026-03-05",
        "EQ_action; add; give one of",
        "eventType; objectEvent; did you mean ObjectEvent?",
        "orderBy; colour; give one of",
        "maxEventCount; 0; a whole number from 1",
        "eventCountLimit; 5; add orderBy=eventTime",
        "MATCH_epc; no uri; give an EPC URN",
        "MATCH_epc; urn:epc:idpat:sscc:4012345.[1-9]; give a pattern",
        "EQ_bizStep; shiping; did you mean shipping?",
        "EQ_type; temprature; did you mean Temperature?",
        "EQ_bizTransaction_foo; urn:x:1; a CURIE or a URI",
        "GE_value_CEX; 5; did you mean CEL?",
        "GE_value; 5; name it",
        "GE_value_CEL; warm; give a number",
        "GE_value_CEL; 1e999; give a number",
        "LT_quantity; 05; give a number",
        "EQ_exmple:field; 1; did you mean \"example\"?",
        "EQ_ILMD_field; 1; see the list",
        "EQ_nothing:field; 1; declare the prefix",
        "EXISTS_example:; true; give a CURIE",
        "GT_example:field; red; give a number, or",
        "EQ_booleanValue; yes; give one of",
        "HASATTR_bizlocation; urn:x:1; did you mean bizLocation?",
        "HASATTR_action; urn:x:1; or a CURIE",
        "EQ_ATTR_bizLocation; urn:x:1; the attribute",
        "orderBy; example:; give a CURIE",
        "EXISTS_sensorElements; true; did you mean EXISTS_sensorElement",
        "EQATTR_bizLocation_x; 1; see the list",
        "MATCH_epc; urn:x:1||urn:x:2; separated by"
      })
  void parameter_wrong_isNamed(String name, String value, String remedy) {
    EventQuery.Outcome outcome = EventQuery.parse(Map.of(name, value), PREFIXES);

    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Refused.class);
    Fault fault = ((EventQuery.Outcome.Refused) outcome).faults().getFirst();
    assertThat(fault.pointer()).isEqualTo(name);
    assertThat(fault.remedy()).contains(remedy);
  }

  @Test
  void everyFault_isReported() {
    EventQuery.Outcome outcome =
        EventQuery.parse(
            Map.of(
                "EQ_action", "add|remove",
                "EQ_bizStep", "x",
                "GE_eventTime", "now",
                "nothing", "1",
                "maxEventCount", "-1"),
            PREFIXES);

    assertThat(((EventQuery.Outcome.Refused) outcome).faults())
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder(
            "EQ_action", "EQ_action", "EQ_bizStep", "GE_eventTime", "nothing", "maxEventCount");
  }

  /** Names are expanded, numbers, times and units canonical, aliases and repeats one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EQ_example:f; 5.0|2020-03-04T01:00:00+01:00|x;"
            + " EQ_https://ns.example.com/epcis/f:[2020-03-04T00:00:00Z,5,x]",
        "GE_INNER_ILMD_example:f; 1e1; GE_INNER_ILMD_https://ns.example.com/epcis/f:10",
        "LT_ERROR_DECLARATION_example:f; 2020-03-04T00:00:00Z;"
            + " LT_ERROR_DECLARATION_https://ns.example.com/epcis/f:2020-03-04T00:00:00Z",
        "EXISTS_SENSORREPORT_example:f; ; EXISTS_SENSORREPORT_https://ns.example.com/epcis/f:true",
        "EXISTS_example:f; false; ",
        "EXISTS_errorDeclaration; false; ",
        "EXISTS_sensorElement; true; EXISTS_sensorElementList:true",
        "EQ_readPoint_example:f; 1; EQ_readPoint_https://ns.example.com/epcis/f:[1]",
        "EQ_bizTransaction_example:t; urn:x:1;"
            + " EQ_bizTransaction_https://ns.example.com/epcis/t:[urn:x:1]",
        "EQ_source_owning_party; urn:epc:id:pgln:4012345.00000;"
            + " EQ_source_owning_party:[https://id.gs1.org/417/4012345000009]",
        "GE_value_CEL; 7.50; GE_value_CEL:7.5",
        "LE_sDev; 1; LE_sDev:1",
        "GT_percRank; 50; GT_percRank:50",
        "EQ_quantity_KGM; 5; EQ_quantity_KGM:5",
        "EQ_time; 2020-03-04T00:00:00Z; EQ_time:2020-03-04T00:00:00Z",
        "EQ_hexBinaryValue; f0; EQ_hexBinaryValue:[F0]",
        "EQ_type; gs1:Temperature; EQ_type:[Temperature]",
        "WD_readPoint; urn:epc:id:sgln:4012345.00011.0;"
            + " WD_readPoint:[https://id.gs1.org/414/4012345000115]",
        "HASATTR_bizLocation; cbvmda:city; HASATTR_bizLocation:[urn:epcglobal:cbv:mda:city]",
        "EQ_ATTR_bizLocation_cbvmda:city; Hull;"
            + " EQ_ATTR_bizLocation_urn:epcglobal:cbv:mda:city:[Hull]",
        "EQ_ATTR_example:a%5Fb_c_d; x; EQ_ATTR_https://ns.example.com/epcis/a%5Fb_c_d:[x]",
        "orderBy; example:f; orderBy:https://ns.example.com/epcis/forderDirection:DESC",
        "MATCH_epc; urn:epc:idpat:sgtin:0614141.*.*; MATCH_epc:[urn:epc:idpat:sgtin:0614141.*.*]",
        "MATCH_epc; https://x.example/01/614141111114;"
            + " MATCH_epc:[https://id.gs1.org/01/00614141111114]"
      })
  void parameter_hasOneCanonicalForm(String name, String value, String canonical) {
    EventQuery query = query(Map.of(name, value == null ? "" : value));

    String bare = query.canonical().replaceAll("^\\{|\"|\\}$", "").replace(",orderD", "orderD");
    assertThat(bare).isEqualTo(canonical == null ? "" : canonical);
    assertThat(EventQuery.parseJson(query.toJson())).isEqualTo(new EventQuery.Outcome.Ready(query));
  }

  @Test
  void body_takesScalars_whereFieldsOfOnesOwnDo() {
    EventQuery one =
        ofJson(
            """
            {"@context":{"e":"https://ns.example.com/epcis/"},"EQ_e:a":5.0,"EQ_e:b":"x",
             "EQ_e:c":[1,"y",true],"EQ_booleanValue":false,"GE_e:d":"2020-03-04T00:00:00Z"}\
            """);

    assertThat(one)
        .isEqualTo(
            query(
                Map.of(
                    "EQ_example:a", "5",
                    "EQ_example:b", "x",
                    "EQ_example:c", "1|y|true",
                    "EQ_booleanValue", "false",
                    "GE_example:d", "2020-03-04T00:00:00Z")));
  }

  @Test
  void sameCondition_spelledTwice_isRefused() {
    EventQuery.Outcome outcome =
        EventQuery.parse(
            Map.of("EQ_example:f", "1", "EQ_https://ns.example.com/epcis/f", "2"), PREFIXES);

    assertThat(((EventQuery.Outcome.Refused) outcome).faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.remedy()).isEqualTo("say it once"));
  }

  @Test
  void query_isBounded() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      many.put("EQ_example:f" + i, "1");
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      values.put("EQ_example:f" + i, "v|".repeat(99) + "v");
    }

    assertThat(refusal(many)).contains("too many parameters");
    assertThat(refusal(values)).contains("too many values in all");
    assertThat(refusal(Map.of("MATCH_epc", "urn:x:1|".repeat(8_192) + "urn:x:1")))
        .contains("too many values");
    assertThat(refusal(Map.of("MATCH_epc", "urn:x:" + "1".repeat(65_536)))).contains("too long");
    assertThat(refusal(Map.of("E".repeat(65_536), "1"))).contains("no such query parameter");
    assertThat(refusal(Map.of("EQ_example:" + "f".repeat(65_536), "1"))).contains("too long");
    byte[] large = ("{\"EQ_bizStep\":[\"" + "x".repeat(200_000) + "\"]}").getBytes(UTF_8);
    assertThat(EventQuery.parseJson(large)).isInstanceOf(EventQuery.Outcome.Refused.class);
  }

  private static String refusal(Map<String, String> parameters) {
    EventQuery.Outcome outcome = EventQuery.parse(parameters, PREFIXES);
    List<Fault> faults = ((EventQuery.Outcome.Refused) outcome).faults();
    assertThat(faults).allSatisfy(it -> assertThat(it.toString()).hasSizeLessThan(600));
    return faults.toString();
  }
}
