package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Documents that several tests start from. */
final class Samples {

  static final String CONTEXT =
      "[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
          + "{\"example\":\"https://ns.example.com/epcis/\"}]";

  static final String V1 =
      """
      {"type":"ObjectEvent","eventTime":"2020-03-04T11:00:30.000+01:00",
       "eventTimeZoneOffset":"+01:00","recordTime":"2020-03-04T11:00:31.000+01:00",
       "epcList":["urn:epc:id:sscc:4012345.0000000333","urn:epc:id:sscc:4012345.0000000111",
                  "urn:epc:id:sscc:4012345.0000000222"],
       "action":"OBSERVE","bizStep":"departing",
       "readPoint":{"id":"urn:epc:id:sgln:4012345.00011.987"},
       "example:myField1":{"example:mySubField1":"2","example:mySubField2":"5"},
       "example:myField2":"0",
       "example:myField3":{"example:mySubField3":["3","1"]}}\
      """;

  static final String V2 =
      """
      {"type":"ObjectEvent","eventTime":"2020-04-01T15:00:00+01:00","eventTimeZoneOffset":"+01:00",
       "epcList":["urn:epc:id:sgtin:4012345.011111.9876"],"action":"OBSERVE","bizStep":"inspecting",
       "readPoint":{"id":"urn:epc:id:sgln:4012345.00005.0"},
       "sensorElementList":[{
         "sensorMetadata":{"deviceID":"urn:epc:id:giai:4000001.111",
           "deviceMetadata":"https://id.gs1.org/8004/4000001111"},
         "sensorReport":[
           {"type":"Temperature","value":26,"sDev":0.1,"uom":"CEL"},
           {"type":"AbsoluteHumidity","value":12.1,"uom":"A93"},
           {"type":"Dimensionless",
            "chemicalSubstance":"https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N",
            "value":0.18,"uom":"C35"},
           {"type":"Dimensionless",
            "microorganism":"https://www.ncbi.nlm.nih.gov/taxonomy/1126011",
            "value":0.05,"uom":"C35"}]}]}\
      """;

  static final String V3 =
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

  /** The smallest sound event. */
  static final String SMALL =
      """
      {"type":"ObjectEvent","eventTime":"2026-03-05T07:30:00Z","eventTimeZoneOffset":"+02:00",
       "epcList":[],"action":"OBSERVE"}\
      """;

  private Samples() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String document(String... events) {
    return "{\"@context\":"
        + CONTEXT
        + ",\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\","
        + "\"creationDate\":\"2026-03-05T07:30:00Z\",\"epcisBody\":{\"eventList\":["
        + String.join(",", events)
        + "]}}";
  }

  static ParsedDocument parse(String document) {
    return new EpcisJson(EpcisLimits.DEFAULT).parse(utf8(document));
  }

  /** The one event of a sound document around it. */
  static ParsedEvent parsed(String event) {
    ParsedDocument document = parse(document(event));
    assertThat(document.faults()).isEmpty();
    return document.events().getFirst();
  }

  static EpcisEvent event(String event) {
    return parsed(event).event();
  }
}
