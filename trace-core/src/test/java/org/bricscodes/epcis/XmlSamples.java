package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * XML documents that several tests start from, and the worked vectors of {@link Samples} as XML.
 */
final class XmlSamples {

  static final String V1 =
      """
      <ObjectEvent>
        <eventTime>2020-03-04T11:00:30.000+01:00</eventTime>
        <recordTime>2020-03-04T11:00:31.000+01:00</recordTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
        <epcList>
          <epc>urn:epc:id:sscc:4012345.0000000333</epc>
          <epc>urn:epc:id:sscc:4012345.0000000111</epc>
          <epc>urn:epc:id:sscc:4012345.0000000222</epc>
        </epcList>
        <action>OBSERVE</action>
        <bizStep>urn:epcglobal:cbv:bizstep:departing</bizStep>
        <readPoint><id>urn:epc:id:sgln:4012345.00011.987</id></readPoint>
        <example:myField1>
          <example:mySubField1>2</example:mySubField1>
          <example:mySubField2>5</example:mySubField2>
        </example:myField1>
        <example:myField2>0</example:myField2>
        <example:myField3>
          <example:mySubField3>3</example:mySubField3>
          <example:mySubField3>1</example:mySubField3>
        </example:myField3>
      </ObjectEvent>
      """;

  static final String V2 =
      """
      <ObjectEvent>
        <eventTime>2020-04-01T15:00:00+01:00</eventTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
        <epcList><epc>urn:epc:id:sgtin:4012345.011111.9876</epc></epcList>
        <action>OBSERVE</action>
        <bizStep>https://ref.gs1.org/cbv/BizStep-inspecting</bizStep>
        <readPoint><id>urn:epc:id:sgln:4012345.00005.0</id></readPoint>
        <sensorElementList>
          <sensorElement>
            <sensorMetadata deviceID="urn:epc:id:giai:4000001.111"
                deviceMetadata="https://id.gs1.org/8004/4000001111"/>
            <sensorReport type="gs1:Temperature" value="26" sDev="0.1" uom="CEL"/>
            <sensorReport type="https://gs1.org/voc/AbsoluteHumidity" value="12.1" uom="A93"/>
            <sensorReport type="https://ref.gs1.org/voc/Dimensionless"
                chemicalSubstance="https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N"
                value="0.18" uom="C35"/>
            <sensorReport type="gs1:Dimensionless"
                microorganism="https://www.ncbi.nlm.nih.gov/taxonomy/1126011"
                value="0.05" uom="C35"/>
          </sensorElement>
        </sensorElementList>
      </ObjectEvent>
      """;

  static final String V3 =
      """
      <ObjectEvent>
        <eventTime>2020-03-04T11:00:30+01:00</eventTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
        <epcList><epc>urn:epc:id:sgtin:0614141.011111.987</epc></epcList>
        <action>OBSERVE</action>
        <bizStep>urn:epcglobal:cbv:bizstep:departing</bizStep>
        <disposition>https://ns.gs1.org/cbv/Disp-in_transit</disposition>
        <readPoint>
          <id>urn:epc:id:sgln:4012345.00011.0</id>
          <example:myField1>AB-12</example:myField1>
        </readPoint>
        <bizTransactionList>
          <bizTransaction type="urn:epcglobal:cbv:btt:po"
              >urn:epc:id:gdti:4012345.11111.123</bizTransaction>
        </bizTransactionList>
        <sourceList>
          <source type="urn:epcglobal:cbv:sdt:owning_party">urn:epc:id:pgln:4012345.00000</source>
        </sourceList>
        <destinationList>
          <destination type="https://ref.gs1.org/cbv/SDT-owning_party"
              >urn:epc:id:pgln:0614141.00000</destination>
        </destinationList>
        <example:userExt>CD-34</example:userExt>
      </ObjectEvent>
      """;

  /** The smallest sound event. */
  static final String SMALL =
      """
      <ObjectEvent>
        <eventTime>2026-03-05T07:30:00Z</eventTime>
        <eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
        <epcList/>
        <action>OBSERVE</action>
      </ObjectEvent>
      """;

  private XmlSamples() {}

  /** A document of EPCIS 2.0; its events begin on the fourth line. */
  static String document(String... events) {
    return "<epcis:EPCISDocument xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\""
        + " xmlns:example=\"https://ns.example.com/epcis/\"\n"
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        + " schemaVersion=\"2.0\" creationDate=\"2026-03-05T07:30:00Z\">\n"
        + "<EPCISBody><EventList>\n"
        + String.join("", events)
        + "</EventList></EPCISBody></epcis:EPCISDocument>";
  }

  /** A document of EPCIS 1.2. */
  static String older(String... events) {
    return document(events)
        .replace("urn:epcglobal:epcis:xsd:2", "urn:epcglobal:epcis:xsd:1")
        .replace("schemaVersion=\"2.0\"", "schemaVersion=\"1.2\"");
  }

  static ParsedDocument parse(String document) {
    return new EpcisXml(EpcisLimits.DEFAULT).parse(Samples.utf8(document));
  }

  /** The one event of a sound document. */
  static ParsedEvent only(String document) {
    ParsedDocument parsed = parse(document);
    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.eventCount()).isOne();
    return parsed.events().getFirst();
  }

  /** The event of a document of EPCIS 2.0 around it. */
  static EpcisEvent event(String event) {
    return only(document(event)).event();
  }
}
