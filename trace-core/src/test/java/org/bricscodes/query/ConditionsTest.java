package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.epcis.ContentDigest;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.ListField;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.epcis.VocabularyElement;
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

  private static final String RICH =
      """
      {"type":"ObjectEvent","eventTime":"2020-04-01T15:00:00.1234567+01:00",
       "eventTimeZoneOffset":"+01:00",
       "errorDeclaration":{"declarationTime":"2020-04-02T00:00:00Z","reason":"incorrect_data",
         "correctiveEventIDs":["urn:uuid:2"],"example:note":"late"},
       "epcList":["urn:epc:id:sgtin:4012345.011111.9876","urn:epc:id:giai:4000001.111",
         "urn:epc:id:grai:4012345.11111.7","urn:epc:id:gid:9.8.7"],
       "quantityList":[
         {"epcClass":"urn:epc:class:lgtin:4012345.012345.L1","quantity":20,"uom":"KGM"},
         {"epcClass":"urn:epc:idpat:sgtin:4012345.012346.*","quantity":5}],
       "action":"ADD","bizStep":"commissioning","disposition":"active",
       "persistentDisposition":{"set":["damaged"],"unset":["available"]},
       "readPoint":{"id":"urn:epc:id:sgln:4012345.00011.0","example:door":"7"},
       "bizLocation":{"id":"urn:epc:id:sgln:4012345.00012.0",
         "example:floor":{"example:room":"R1"}},
       "sensorElementList":[
         {"sensorMetadata":{"time":"2020-04-01T14:00:00Z","startTime":"2020-04-01T13:00:00Z",
            "endTime":"2020-04-01T14:30:00Z","deviceID":"urn:epc:id:giai:4000001.111",
            "bizRules":"urn:x:rules","example:meta":3},
          "sensorReport":[
            {"type":"Temperature","value":26,"minValue":20,"maxValue":30,"meanValue":25,
             "sDev":0.5,"percRank":50,"percValue":26,"uom":"CEL","example:rep":"x"},
            {"type":"RelativeHumidity","value":40,"uom":"P1","stringValue":"s",
             "booleanValue":true,"hexBinaryValue":"f0","uriValue":"urn:x:1",
             "chemicalSubstance":"urn:x:c","microorganism":"urn:x:m"}],
          "example:elem":{"example:in":1}},
         {"sensorReport":[{"type":"Temperature","deviceID":"urn:epc:id:giai:4000001.222",
            "time":"2020-04-01T12:00:00Z","rawData":"urn:x:raw","deviceMetadata":"urn:x:dm",
            "dataProcessingMethod":"urn:x:dp","value":86,"uom":"FAH"}]}],
       "ilmd":{"example:farm":"F1","example:box":{"example:plot":12.5}},
       "example:num":5,"example:text":"abc","example:digits":"007","example:xml":"20.0",
       "example:when":"2020-04-01T00:00:00+01:00","example:list":["a","b",3],
       "example:deep":{"example:deeper":[{"example:core":"c"}]}}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EQ_persistentDisposition_set; damaged|stolen; true",
        "EQ_persistentDisposition_set; available; false",
        "EQ_persistentDisposition_unset; available; true",
        "EQ_errorReason; incorrect_data; true",
        "EQ_errorReason; did_not_occur; false",
        "EQ_correctiveEventID; urn:uuid:2|urn:uuid:3; true",
        "EQ_correctiveEventID; urn:uuid:3; false",
        "GE_errorDeclarationTime; 2020-04-02T00:00:00Z; true",
        "LT_errorDeclarationTime; 2020-04-02T00:00:00Z; false",
        "EXISTS_errorDeclaration; true; true",
        "EXISTS_sensorElementList; true; true",
        "LT_eventTime; 2020-04-01T14:00:00.123456Z; false",
        "LT_eventTime; 2020-04-01T14:00:00.123457Z; true",
        "GE_eventTime; 2020-04-01T14:00:00.1234567Z; true",
        "GE_eventTime; 2020-04-01T14:00:00.1234568Z; false",
        "MATCH_epc; urn:epc:idpat:giai:4000001.*; true",
        "MATCH_epc; urn:epc:idpat:giai:4000002.*; false",
        "MATCH_epc; urn:epc:idpat:grai:4012345.*.*; true",
        "MATCH_epc; urn:epc:idpat:gid:9.8.*; true",
        "MATCH_epc; urn:epc:idpat:gid:9.9.*; false",
        "MATCH_epc; urn:epc:idpat:sgtin:4012345.*.*; true",
        "MATCH_epc; urn:epc:idpat:sscc:4012345.*; false",
        "MATCH_inputEPC; urn:epc:idpat:sgtin:4012345.*.*; false",
        "MATCH_anyEPC; urn:x:none|urn:epc:idpat:sgtin:4012345.*.*; true",
        "MATCH_epcClass; urn:epc:class:lgtin:4012345.012345.L1; true",
        "MATCH_epcClass; urn:epc:idpat:sgtin:4012345.012345.*; true",
        "MATCH_epcClass; https://id.gs1.org/01/04012345123463; true",
        "MATCH_anyEPCClass; urn:epc:class:lgtin:4012345.012345.L2; false",
        "EQ_quantity; 20; true",
        "EQ_quantity; 20.00; true",
        "GT_quantity; 20; false",
        "GE_quantity_GRM; 20000; true",
        "GT_quantity_GRM; 20000; false",
        "EQ_quantity_EA; 5; true",
        "EQ_quantity_KGM; 5; false",
        "EQ_quantity_CEL; 20; false",
        "EQ_type; Temperature; true",
        "EQ_type; Mass; false",
        "EQ_deviceID; urn:epc:id:giai:4000001.111; true",
        "EQ_deviceID; urn:epc:id:giai:4000001.222; true",
        "EQ_deviceID; urn:epc:id:giai:4000001.333; false",
        "EQ_deviceMetadata; urn:x:dm; true",
        "EQ_rawData; urn:x:raw; true",
        "EQ_dataProcessingMethod; urn:x:dp; true",
        "EQ_bizRules; urn:x:rules; true",
        "EQ_microorganism; urn:x:m; true",
        "EQ_chemicalSubstance; urn:x:c; true",
        "EQ_stringValue; s; true",
        "EQ_booleanValue; true; true",
        "EQ_booleanValue; false; false",
        "EQ_hexBinaryValue; F0; true",
        "EQ_uriValue; urn:x:1; true",
        "EQ_time; 2020-04-01T12:00:00Z; true",
        "GE_time; 2020-04-01T14:00:00Z; true",
        "LT_time; 2020-04-01T12:00:00Z; false",
        "GE_startTime; 2020-04-01T13:00:00Z; true",
        "LT_endTime; 2020-04-01T14:30:00Z; false",
        "GE_value_KEL; 303.15; true",
        "GT_value_KEL; 303.15; false",
        "EQ_value_CEL; 30; true",
        "LT_value_FAH; 79; true",
        "LT_value_FAH; 78.8; false",
        "EQ_value_P1; 40; true",
        "EQ_value_P1; 26; false",
        "GE_minValue_KEL; 293.15; true",
        "LE_maxValue_CEL; 29; false",
        "GE_meanValue_CEL; 25; true",
        "LE_sDev_KEL; 0.5; true",
        "LE_sDev_FAH; 0.89; false",
        "GT_sDev; 0.4; true",
        "GE_percRank; 50; true",
        "GE_percValue; 26; true",
        "GE_percValue_KEL; 299.15; true",
        "EQ_example:num; 5; true",
        "EQ_example:num; 5.0; true",
        "EQ_https://ns.example.com/epcis/num; 5; true",
        "EQ_https://ns.example.com/epcis/#num; 5; true",
        "GT_example:num; 4; true",
        "GT_example:num; 5; false",
        "LT_example:num; 2020-04-01T00:00:00Z; false",
        "EQ_example:text; abc; true",
        "EQ_example:text; ABC; false",
        "EQ_example:digits; 7; false",
        "EQ_example:digits; 007; true",
        "GE_example:xml; 20; true",
        "EQ_example:xml; 20; true",
        "EQ_example:when; 2020-03-31T23:00:00Z; true",
        "GE_example:when; 2020-03-31T23:00:01Z; false",
        "EQ_example:list; b; true",
        "GE_example:list; 3; true",
        "EQ_example:list; c; false",
        "EXISTS_example:deep; true; true",
        "EXISTS_example:core; true; false",
        "EXISTS_INNER_example:core; true; true",
        "EQ_INNER_example:core; c; true",
        "EQ_INNER_example:num; 5; false",
        "EQ_ILMD_example:farm; F1; true",
        "EQ_example:farm; F1; false",
        "EQ_INNER_ILMD_example:plot; 12.5; true",
        "GT_INNER_ILMD_example:plot; 12.4; true",
        "EQ_ILMD_example:plot; 12.5; false",
        "EQ_ERROR_DECLARATION_example:note; late; true",
        "EXISTS_ERROR_DECLARATION_example:other; true; false",
        "EQ_readPoint_example:door; 7; true",
        "EQ_bizLocation_example:door; 7; false",
        "EQ_INNER_bizLocation_example:room; R1; true",
        "EQ_SENSORREPORT_example:rep; x; true",
        "EQ_SENSORMETADATA_example:meta; 3; true",
        "GE_SENSORMETADATA_example:meta; 4; false",
        "EXISTS_SENSORELEMENT_example:elem; true; true",
        "EQ_INNER_SENSORELEMENT_example:in; 1; true",
        "EQ_INNER_SENSORREPORT_example:in; 1; false"
      })
  void parameter_decidesAboutARichEvent(String name, String value, boolean found) {
    assertThat(holds(RICH, query(Map.of(name, value)))).isEqualTo(found);
  }

  /** Several conditions on sensors describe one reading. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EQ_deviceID=urn:epc:id:giai:4000001.222,GE_value_CEL=30; true",
        "EQ_deviceID=urn:epc:id:giai:4000001.111,GE_value_CEL=30; false",
        "EQ_deviceID=urn:epc:id:giai:4000001.111,EQ_type=Temperature,LT_value_CEL=27; true",
        "EQ_type=RelativeHumidity,GE_value_CEL=0; false",
        "GE_value_CEL=20,LT_value_CEL=27; true",
        "GE_value_CEL=27,LT_value_CEL=29; false",
        "GE_value_CEL=26,LE_value_P1=40; true",
        "GE_value_CEL=30,LE_value_P1=40; false",
        "EQ_SENSORREPORT_example:rep=x,EQ_type=Temperature; true",
        "EQ_SENSORREPORT_example:rep=x,EQ_type=RelativeHumidity; false",
        "GE_quantity=6,LE_quantity=19; false",
        "GE_quantity=4,LE_quantity=19; true",
        "GE_quantity_KGM=20,EQ_quantity_EA=5; true"
      })
  void conditions_onOneReading_holdTogether(String parameters, boolean found) {
    Map<String, String> query = new HashMap<>();
    for (String parameter : parameters.split(",", -1)) {
      int equals = parameter.indexOf('=');
      query.put(parameter.substring(0, equals), parameter.substring(equals + 1));
    }

    assertThat(holds(RICH, query(query))).isEqualTo(found);
  }

  @Test
  void places_spanAllBelowThem_whateverContainsWhat() {
    Map<String, List<String>> below =
        Map.of(
            "urn:x:site", List.of("urn:x:hall", "urn:x:yard"),
            "urn:x:hall", List.of("https://id.gs1.org/414/4012345000122", "urn:x:site"));
    MasterDataSource masterData =
        id ->
            Optional.ofNullable(below.get(id))
                .map(children -> new VocabularyElement("urn:x:t", id, Map.of(), children));

    EventQuery found =
        PlaceTree.spelledOut(query(Map.of("WD_bizLocation", "urn:x:site")), masterData);
    EventQuery not =
        PlaceTree.spelledOut(query(Map.of("WD_bizLocation", "urn:x:yard")), masterData);

    assertThat(holds(RICH, found)).isTrue();
    assertThat(holds(RICH, not)).isFalse();
    assertThat(found.criteria())
        .containsExactly(
            new Criterion.OneOf(
                ListField.BIZ_LOCATION,
                List.of(
                    "https://id.gs1.org/414/4012345000122",
                    "urn:x:hall",
                    "urn:x:site",
                    "urn:x:yard")));
  }

  @Test
  void places_thatNeverEnd_areTooComplex() {
    MasterDataSource endless =
        id ->
            Optional.of(
                new VocabularyElement("urn:x:t", id, Map.of(), List.of(id + "0", id + "1")));

    assertThatThrownBy(
            () -> PlaceTree.spelledOut(query(Map.of("WD_readPoint", "urn:x:a")), endless))
        .isInstanceOfSatisfying(
            QueryLimitException.class,
            e ->
                assertThat(e.exceeded())
                    .isEqualTo(new QueryAnswer.TooComplex(QueryAnswer.Limit.PLACES, 2_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HASATTR_bizLocation; cbvmda:city; true",
        "HASATTR_bizLocation; cbvmda:street|urn:epcglobal:cbv:mda:city; true",
        "HASATTR_bizLocation; cbvmda:street; false",
        "HASATTR_readPoint; cbvmda:city; false",
        "EQ_ATTR_bizLocation_cbvmda:city; Hull|York; true",
        "EQ_ATTR_bizLocation_cbvmda:city; York; false",
        "EQ_ATTR_example:text_cbvmda:city; Hull; false"
      })
  void attributes_areThoseOfMasterData(String name, String value, boolean found) {
    MasterDataSource masterData =
        id ->
            id.equals("https://id.gs1.org/414/4012345000122")
                ? Optional.of(
                    new VocabularyElement("urn:x:t", id, Map.of("cbvmda:city", "Hull"), List.of()))
                : Optional.empty();
    EventQuery query = query(Map.of(name, value));

    assertThat(holds(RICH, query, masterData)).isEqualTo(found);
  }

  /** What terms and the window of time decide is not decided again on the event. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MATCH_epc; urn:epc:id:sgtin:0614141.011111.987; 0",
        "MATCH_epc; urn:epc:idpat:sgtin:0614141.011111.*; 1",
        "EQ_bizStep; shipping; 0",
        "EXISTS_errorDeclaration; true; 0",
        "EQ_errorReason; incorrect_data; 1",
        "EQ_deviceID; urn:x:1; 1",
        "GE_eventTime; 2020-04-01T14:00:00.123456Z; 0",
        "GE_eventTime; 2020-04-01T14:00:00.1234567Z; 1",
        "GE_recordTime; 2020-04-01T14:00:00Z; 1",
        "EQ_bizTransaction_po; urn:x:1; 1"
      })
  void plan_leavesToTheEvent_onlyWhatTheIndexCannotDecide(String name, String value, int left) {
    Plan plan = Plan.of(query(Map.of(name, value)), Visibility.everyone(), MasterDataSource.none());

    assertThat(plan.residual()).hasSize(left);
  }

  private static List<List<String>> terms(EventQuery query, Visibility visibility) {
    return Plan.of(query, visibility, MasterDataSource.none()).terms();
  }

  private static EventQuery query(Map<String, String> parameters) {
    EventQuery.Outcome outcome =
        EventQuery.parse(parameters, Map.of("example", "https://ns.example.com/epcis/"));
    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Ready.class);
    return ((EventQuery.Outcome.Ready) outcome).query();
  }

  private static boolean holds(String json, EventQuery query) {
    return holds(json, query, MasterDataSource.none());
  }

  private static boolean holds(String json, EventQuery query, MasterDataSource masterData) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    byte[] context = CONTEXT.getBytes(StandardCharsets.UTF_8);
    RecordedEvent recorded =
        new RecordedEvent(
            "urn:uuid:1",
            "tea",
            RECORDED,
            0,
            new byte[32],
            ContentDigest.of(bytes, context),
            new byte[32],
            context,
            bytes);
    return new Conditions(query.criteria(), masterData).hold(recorded, () -> event(json));
  }

  private static boolean finds(Map<String, String> parameters) {
    return holds(EVENT, query(parameters));
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
            terms(
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
    assertThat(terms(query(Map.of("EQ_action", "ADD")), Visibility.everyone()))
        .containsExactly(EventTerms.everything());
  }
}
