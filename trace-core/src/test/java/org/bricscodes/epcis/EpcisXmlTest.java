package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What XML says is what the equivalent JSON says, in the older binding too. */
class EpcisXmlTest {

  private static final String TIMES =
      "<eventTime>2026-03-05T07:30:00Z</eventTime>"
          + "<eventTimeZoneOffset>+02:00</eventTimeZoneOffset>";
  private static final String JSON_TIMES =
      "\"eventTime\":\"2026-03-05T07:30:00Z\",\"eventTimeZoneOffset\":\"+02:00\"";
  private static final String QUANTITIES =
      "<quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.998877</epcClass>"
          + "<quantity>200.50</quantity><uom>KGM</uom></quantityElement>"
          + "<quantityElement><epcClass>urn:epc:idpat:sgtin:4012345.066666.*</epcClass>"
          + "<quantity>+7</quantity></quantityElement>";
  private static final String JSON_QUANTITIES =
      "[{\"epcClass\":\"urn:epc:class:lgtin:4012345.012345.998877\",\"quantity\":200.50,"
          + "\"uom\":\"KGM\"},"
          + "{\"epcClass\":\"urn:epc:idpat:sgtin:4012345.066666.*\",\"quantity\":7}]";

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of("vector 1", XmlSamples.V1, Samples.V1),
        Arguments.of("vector 2", XmlSamples.V2, Samples.V2),
        Arguments.of("vector 3", XmlSamples.V3, Samples.V3),
        Arguments.of("small", XmlSamples.SMALL, Samples.SMALL),
        Arguments.of("object", OBJECT, JSON_OBJECT),
        Arguments.of("aggregation", AGGREGATION, JSON_AGGREGATION),
        Arguments.of("association", ASSOCIATION, JSON_ASSOCIATION),
        Arguments.of("transaction", TRANSACTION, JSON_TRANSACTION),
        Arguments.of("transformation", TRANSFORMATION, JSON_TRANSFORMATION));
  }

  private static final String OBJECT =
      "<ObjectEvent>"
          + "<eventTime>2026-03-05T07:30:00Z</eventTime>"
          + "<recordTime>2026-03-05T08:00:00.5+02:00</recordTime>"
          + "<eventTimeZoneOffset> +02:00 </eventTimeZoneOffset>"
          + "<eventID>urn:uuid:1</eventID>"
          + "<errorDeclaration><reason>urn:epcglobal:cbv:er:incorrect_data</reason>"
          + "<example:who>me</example:who>"
          + "<declarationTime>2026-03-06T07:30:00Z</declarationTime>"
          + "<correctiveEventIDs><correctiveEventID>urn:uuid:2</correctiveEventID>"
          + "<correctiveEventID>urn:uuid:3</correctiveEventID></correctiveEventIDs>"
          + "</errorDeclaration>"
          + "<certificationInfo>https://certs.example.com/1</certificationInfo>"
          + "<epcList/><action>ADD</action>"
          + "<bizStep>https://bizstep.example.com/drying</bizStep>"
          + "<disposition>urn:epcglobal:cbv:disp:active</disposition>"
          + "<bizLocation><id>urn:epc:id:sgln:4012345.00005.0</id>"
          + "<example:room>A</example:room></bizLocation>"
          + "<quantityList>"
          + QUANTITIES
          + "</quantityList>"
          + "<sensorElementList><sensorElement>"
          + "<sensorMetadata time=\"2026-03-05T07:30:00Z\" bizRules=\"https://rules.example.com/1\""
          + " example:note=\"warm\"/>"
          + "<sensorReport type=\"gs1:Temperature\" exception=\"gs1:ALARM_CONDITION\""
          + " component=\"cbv:Comp-x\" minValue=\"-3.50\" maxValue=\".5\" percRank=\"1E2\""
          + " booleanValue=\"1\" hexBinaryValue=\"f0F0\" stringValue=\" a b \""
          + " uriValue=\"https://x.example.com/\" uom=\"CEL\" example:cv=\"007\"/>"
          + "<example:more>1</example:more></sensorElement></sensorElementList>"
          + "<persistentDisposition><unset>urn:epcglobal:cbv:disp:completeness_inferred</unset>"
          + "<set>https://ref.gs1.org/cbv/Disp-completeness_verified</set>"
          + "<set>https://disp.example.com/x</set></persistentDisposition>"
          + "<ilmd><cbvmda:lotNumber xmlns:cbvmda=\"urn:epcglobal:cbv:mda\">L1</cbvmda:lotNumber>"
          + "<example:grade>A</example:grade></ilmd>"
          + "<example:empty/><example:zwei>äöü &amp; 茶 🍵 &quot;</example:zwei>"
          + "</ObjectEvent>";

  private static final String JSON_OBJECT =
      """
      {"type":"ObjectEvent","eventTime":"2026-03-05T07:30:00Z",
       "recordTime":"2026-03-05T08:00:00.5+02:00","eventTimeZoneOffset":"+02:00",
       "eventID":"urn:uuid:1",
       "errorDeclaration":{"declarationTime":"2026-03-06T07:30:00Z","reason":"incorrect_data",
         "correctiveEventIDs":["urn:uuid:2","urn:uuid:3"],"example:who":"me"},
       "certificationInfo":"https://certs.example.com/1",
       "epcList":[],"action":"ADD","bizStep":"https://bizstep.example.com/drying",
       "disposition":"active",
       "bizLocation":{"id":"urn:epc:id:sgln:4012345.00005.0","example:room":"A"},
       "quantityList":QUANTITIES,
       "sensorElementList":[{
         "sensorMetadata":{"time":"2026-03-05T07:30:00Z","bizRules":"https://rules.example.com/1",
           "example:note":"warm"},
         "sensorReport":[{"type":"Temperature","exception":"ALARM_CONDITION","component":"x",
           "minValue":-3.50,"maxValue":0.5,"percRank":1E2,"booleanValue":true,
           "hexBinaryValue":"f0F0","stringValue":" a b ","uriValue":"https://x.example.com/",
           "uom":"CEL","example:cv":"007"}],
         "example:more":"1"}],
       "persistentDisposition":{"unset":["completeness_inferred"],
         "set":["completeness_verified","https://disp.example.com/x"]},
       "ilmd":{"cbvmda:lotNumber":"L1","example:grade":"A"},
       "example:empty":"","example:zwei":"äöü & 茶 🍵 \\""}\
      """
          .replace("QUANTITIES", JSON_QUANTITIES);

  private static final String AGGREGATION =
      "<AggregationEvent>"
          + TIMES
          + "<certificationInfo>https://certs.example.com/1</certificationInfo>"
          + "<certificationInfo>https://certs.example.com/2</certificationInfo>"
          + "<parentID>urn:epc:id:sscc:4012345.0000000333</parentID>"
          + "<childEPCs><epc>urn:epc:id:sgtin:4012345.011111.1</epc></childEPCs>"
          + "<action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep>"
          + "<childQuantityList>"
          + QUANTITIES
          + "</childQuantityList>"
          + "</AggregationEvent>";

  private static final String JSON_AGGREGATION =
      "{\"type\":\"AggregationEvent\","
          + JSON_TIMES
          + ",\"certificationInfo\":[\"https://certs.example.com/1\","
          + "\"https://certs.example.com/2\"],"
          + "\"parentID\":\"urn:epc:id:sscc:4012345.0000000333\","
          + "\"childEPCs\":[\"urn:epc:id:sgtin:4012345.011111.1\"],\"action\":\"ADD\","
          + "\"bizStep\":\"packing\",\"childQuantityList\":"
          + JSON_QUANTITIES
          + "}";

  private static final String ASSOCIATION =
      "<AssociationEvent>"
          + TIMES
          + "<parentID>urn:epc:id:sgln:4012345.00002.12</parentID>"
          + "<childEPCs><epc>urn:epc:id:giai:4000001.12346</epc></childEPCs>"
          + "<childQuantityList>"
          + QUANTITIES
          + "</childQuantityList>"
          + "<action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:installing</bizStep>"
          + "</AssociationEvent>";

  private static final String JSON_ASSOCIATION =
      "{\"type\":\"AssociationEvent\","
          + JSON_TIMES
          + ",\"parentID\":\"urn:epc:id:sgln:4012345.00002.12\","
          + "\"childEPCs\":[\"urn:epc:id:giai:4000001.12346\"],\"action\":\"ADD\","
          + "\"bizStep\":\"installing\",\"childQuantityList\":"
          + JSON_QUANTITIES
          + "}";

  private static final String TRANSACTION =
      "<TransactionEvent>"
          + TIMES
          + "<bizTransactionList><bizTransaction>https://t.example.com/1</bizTransaction>"
          + "<bizTransaction type=\"https://btt.example.com/x\">https://t.example.com/2"
          + "</bizTransaction></bizTransactionList>"
          + "<parentID>urn:epc:id:sscc:4012345.0000000333</parentID>"
          + "<epcList><epc>urn:epc:id:sgtin:4012345.011111.1</epc></epcList>"
          + "<action>OBSERVE</action>"
          + "<quantityList>"
          + QUANTITIES
          + "</quantityList>"
          + "</TransactionEvent>";

  private static final String JSON_TRANSACTION =
      "{\"type\":\"TransactionEvent\","
          + JSON_TIMES
          + ",\"bizTransactionList\":[{\"bizTransaction\":\"https://t.example.com/1\"},"
          + "{\"type\":\"https://btt.example.com/x\",\"bizTransaction\":\"https://t.example.com/2\"}],"
          + "\"parentID\":\"urn:epc:id:sscc:4012345.0000000333\","
          + "\"epcList\":[\"urn:epc:id:sgtin:4012345.011111.1\"],\"action\":\"OBSERVE\","
          + "\"quantityList\":"
          + JSON_QUANTITIES
          + "}";

  private static final String TRANSFORMATION =
      "<TransformationEvent>"
          + TIMES
          + "<inputEPCList><epc>urn:epc:id:sgtin:4012345.011111.1</epc></inputEPCList>"
          + "<inputQuantityList>"
          + QUANTITIES
          + "</inputQuantityList>"
          + "<outputEPCList><epc>urn:epc:id:sgtin:4012345.011111.2</epc></outputEPCList>"
          + "<outputQuantityList>"
          + QUANTITIES
          + "</outputQuantityList>"
          + "<transformationID>urn:epc:id:gdti:4012345.55555.987</transformationID>"
          + "<bizStep>urn:epcglobal:cbv:bizstep:assembling</bizStep>"
          + "<ilmd><example:grade>A</example:grade></ilmd>"
          + "</TransformationEvent>";

  private static final String JSON_TRANSFORMATION =
      "{\"type\":\"TransformationEvent\","
          + JSON_TIMES
          + ",\"inputEPCList\":[\"urn:epc:id:sgtin:4012345.011111.1\"],\"inputQuantityList\":"
          + JSON_QUANTITIES
          + ",\"outputEPCList\":[\"urn:epc:id:sgtin:4012345.011111.2\"],\"outputQuantityList\":"
          + JSON_QUANTITIES
          + ",\"transformationID\":\"urn:epc:id:gdti:4012345.55555.987\","
          + "\"bizStep\":\"assembling\",\"ilmd\":{\"example:grade\":\"A\"}}";

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void event_asXmlAndAsJson_isOneEvent(String name, String xml, String json) {
    ParsedEvent fromXml = XmlSamples.only(XmlSamples.document(xml));
    EpcisEvent fromJson = Samples.event(json);

    assertThat(fromXml.event()).as(name).isEqualTo(fromJson);
    for (HashProfile profile : HashProfile.values()) {
      assertThat(EventHash.of(fromXml.event(), profile)).isEqualTo(EventHash.of(fromJson, profile));
    }
    assertThat(new EpcisJson(EpcisLimits.DEFAULT).parseEvent(fromXml.bytes(), fromXml.context()))
        .isEqualTo(fromJson);
  }

  @ParameterizedTest
  @CsvSource({
    "1, CBV_2_0, 6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7",
    "1, CBV_2_1, 6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7",
    "2, CBV_2_0, 271565c346ae2fb28c4583c4dca4ab4772d465eb4e0b6e548d77d8b49377d95c",
    "2, CBV_2_1, f6bf8e2fb50f26f5baba52f722211eefdb0f427a3903c61ab015db6d1f93c3da",
    "3, CBV_2_0, 3ae14c02c4bdc220cc31942cf804f6845eb8dec96ba6483391c92a9b165f9329",
    "3, CBV_2_1, e9273954ba78387caf181fe74038871990dbc97568d068123d0a8774b843e383"
  })
  void vector_writtenAsXml_hasTheWorkedHash(int vector, HashProfile profile, String hash) {
    String xml = List.of(XmlSamples.V1, XmlSamples.V2, XmlSamples.V3).get(vector - 1);

    String uri = EventHash.of(XmlSamples.event(xml), profile).uri();

    assertThat(uri).startsWith("ni:///sha-256;" + hash);
  }

  @Test
  void document_writtenInAnotherWay_saysTheSame() {
    String plain = XmlSamples.document(XmlSamples.V1, XmlSamples.V2, XmlSamples.V3);
    String other =
        "\uFEFF<?xml version='1.0' encoding='utf-8' standalone='yes'?>\r\n<!-- hello --><?go on?>"
            + plain
                .replace("<example:", "<e:")
                .replace("</example:", "</e:")
                .replace("xmlns:example", "xmlns:e")
                .replace("epcis:EPCISDocument", "d:EPCISDocument")
                .replace("xmlns:epcis", "xmlns:d")
                .replace("> ", ">\r\n\t<!-- between --> ")
                .replace("value=\"26\" sDev=\"0.1\"", "sDev='0.1' value='2&#54;'")
                .replace("<action>OBSERVE", "<action xsi:type=\"x\"> <![CDATA[OBSERVE]]> <?pi?>");

    List<ParsedEvent> first = XmlSamples.parse(plain).events();
    ParsedDocument second = XmlSamples.parse(other);

    assertThat(second.faults()).isEmpty();
    for (int i = 0; i < 3; i++) {
      for (HashProfile profile : HashProfile.values()) {
        assertThat(EventHash.of(second.events().get(i).event(), profile))
            .isEqualTo(EventHash.of(first.get(i).event(), profile));
      }
    }
    assertThat(second.events().get(1).bytes()).isNotEmpty();
    assertThat(ContentDigest.of(second.events().get(1).bytes(), second.events().get(1).context()))
        .isEqualTo(ContentDigest.of(first.get(1).bytes(), first.get(1).context()));
  }

  @Test
  void context_ofAnEvent_declaresWhatTheEventUses() {
    ParsedDocument parsed = XmlSamples.parse(XmlSamples.document(XmlSamples.V1, XmlSamples.SMALL));

    assertThat(text(parsed.events().get(0).context()))
        .isEqualTo(
            "[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
                + "{\"example\":\"https://ns.example.com/epcis/\"}]");
    assertThat(text(parsed.events().get(1).context()))
        .isEqualTo("\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"");
  }

  @Test
  void extensions_ofEveryShape_areKept() {
    String small = XmlSamples.SMALL.replace("</ObjectEvent>", "");
    ParsedEvent parsed =
        XmlSamples.only(
            XmlSamples.document(
                small
                    + "<a:x xmlns:a='urn:one'>1</a:x>"
                    + "<b:x xmlns:b='urn:two:'>2</b:x>"
                    + "<a:x xmlns:a='urn:two:'>3</a:x>"
                    + "<a:y xmlns:a='urn:one'><a:z>4</a:z><plain>5</plain></a:y>"
                    + "<x xmlns='https://default.example.com/#'>6<!-- six --></x>"
                    + "<urn:x xmlns:urn='urn:three:'>7</urn:x>"
                    + "<epcis:x xmlns:epcis='urn:four:'>8</epcis:x>"
                    + "<example:w unit='KGM' example:by='me' xsi:type='x'> 9 </example:w>"
                    + "<example:mixed><example:a/><example:b>1</example:b><example:a>2</example:a>"
                    + "</example:mixed>"
                    + "<gs1:x xmlns:gs1='https://gs1.org/voc/'>10</gs1:x>"
                    + "</ObjectEvent>"));

    assertThat(text(parsed.context()))
        .isEqualTo(
            "[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
                + "{\"a\":{\"@id\":\"urn:one\",\"@prefix\":true},\"b\":\"urn:two:\","
                + "\"example\":\"https://ns.example.com/epcis/\","
                + "\"ns1\":\"https://default.example.com/#\",\"ns2\":\"urn:three:\","
                + "\"ns3\":\"urn:four:\","
                + "\"rdf\":\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"}]");
    assertThat(text(parsed.bytes()))
        .endsWith(
            "\"action\":\"OBSERVE\",\"epcList\":[],"
                + "\"a:x\":\"1\",\"b:x\":[\"2\",\"3\"],"
                + "\"a:y\":{\"a:z\":\"4\",\"a:plain\":\"5\"},\"ns1:x\":\"6\",\"ns2:x\":\"7\","
                + "\"ns3:x\":\"8\","
                + "\"example:w\":{\"example:@unit\":\"KGM\",\"example:@by\":\"me\","
                + "\"rdf:value\":\"9\"},"
                + "\"example:mixed\":{\"example:a\":[\"\",\"2\"],\"example:b\":\"1\"},"
                + "\"gs1:x\":\"10\"}");
    List<Extension> extensions = parsed.event().common().extensions();
    assertThat(extensions.get(0).name()).isEqualTo("urn:onex");
    Extension weight = extensions.get(6);
    assertThat(((JsonValue.Fields) weight.value()).members().stream().map(Extension::isAttribute))
        .containsExactly(true, true, false);
  }

  @Test
  void older_events_dissolveTheirWrappers() {
    String base =
        "<eventTime>2026-03-05T07:30:00Z</eventTime>"
            + "<eventTimeZoneOffset>+02:00</eventTimeZoneOffset>"
            + "<baseExtension><eventID>urn:uuid:1</eventID><errorDeclaration>"
            + "<declarationTime>2026-03-06T07:30:00Z</declarationTime></errorDeclaration>"
            + "</baseExtension>";
    ParsedDocument parsed =
        XmlSamples.parse(
            XmlSamples.older(
                "<ObjectEvent>"
                    + base
                    + "<epcList/><action>ADD</action><extension><quantityList>"
                    + QUANTITIES
                    + "</quantityList><sourceList><source type='urn:epcglobal:cbv:sdt:location'>"
                    + "urn:epc:id:sgln:4012345.00005.0</source></sourceList>"
                    + "<ilmd><example:lot>1</example:lot></ilmd><extension><sensorElementList>"
                    + "<sensorElement><sensorReport type='gs1:Mass' value='1'/></sensorElement>"
                    + "</sensorElementList><persistentDisposition>"
                    + "<set>urn:epcglobal:cbv:disp:recalled</set></persistentDisposition>"
                    + "</extension></extension><example:mine>2</example:mine></ObjectEvent>",
                "<AggregationEvent>"
                    + TIMES
                    + "<parentID>urn:epc:id:sscc:4012345.0000000333</parentID><childEPCs/>"
                    + "<action>OBSERVE</action><extension><childQuantityList>"
                    + QUANTITIES
                    + "</childQuantityList></extension></AggregationEvent>",
                "<QuantityEvent>"
                    + TIMES
                    + "<epcClass>urn:epc:idpat:sgtin:4012345.066666.*</epcClass>"
                    + "<quantity>7</quantity><bizStep>urn:epcglobal:cbv:bizstep:storing</bizStep>"
                    + "<disposition>urn:epcglobal:cbv:disp:non_sellable_expired</disposition>"
                    + "</QuantityEvent>",
                "<extension><TransformationEvent>"
                    + TIMES
                    + "<inputQuantityList>"
                    + QUANTITIES
                    + "</inputQuantityList><outputQuantityList>"
                    + QUANTITIES
                    + "</outputQuantityList></TransformationEvent></extension>",
                "<extension><extension>" + ASSOCIATION + "</extension></extension>"));

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.events().stream().map(ParsedEvent::index)).containsExactly(0, 1, 2, 3, 4);
    assertThat(parsed.events().get(0).event())
        .isEqualTo(
            Samples.event(
                "{\"type\":\"ObjectEvent\","
                    + JSON_TIMES
                    + ",\"eventID\":\"urn:uuid:1\",\"errorDeclaration\":{"
                    + "\"declarationTime\":\"2026-03-06T07:30:00Z\"},\"epcList\":[],"
                    + "\"action\":\"ADD\",\"quantityList\":"
                    + JSON_QUANTITIES
                    + ",\"sourceList\":[{\"type\":\"location\","
                    + "\"source\":\"urn:epc:id:sgln:4012345.00005.0\"}],"
                    + "\"ilmd\":{\"example:lot\":\"1\"},\"sensorElementList\":[{\"sensorReport\":["
                    + "{\"type\":\"Mass\",\"value\":1}]}],"
                    + "\"persistentDisposition\":{\"set\":[\"recalled\"]},\"example:mine\":\"2\"}"));
    assertThat(parsed.events().get(1).event())
        .isEqualTo(
            Samples.event(
                "{\"type\":\"AggregationEvent\","
                    + JSON_TIMES
                    + ",\"parentID\":\"urn:epc:id:sscc:4012345.0000000333\",\"childEPCs\":[],"
                    + "\"action\":\"OBSERVE\",\"childQuantityList\":"
                    + JSON_QUANTITIES
                    + "}"));
    assertThat(parsed.events().get(2).event())
        .isEqualTo(
            Samples.event(
                "{\"type\":\"ObjectEvent\","
                    + JSON_TIMES
                    + ",\"action\":\"OBSERVE\",\"bizStep\":\"storing\",\"disposition\":\"expired\","
                    + "\"quantityList\":[{\"epcClass\":\"urn:epc:idpat:sgtin:4012345.066666.*\","
                    + "\"quantity\":7}]}"));
    assertThat(parsed.events().get(3).event().inputQuantityList()).hasSize(2);
    assertThat(parsed.events().get(4).event()).isEqualTo(Samples.event(JSON_ASSOCIATION));
  }

  @ParameterizedTest
  @CsvSource({"2,2.0", "2,2", "2,2.0.1", "1,1.2", "1,1.1", "1,1.0", "1,1"})
  void queryDocument_isRead(int binding, String version) {
    ParsedDocument parsed =
        XmlSamples.parse(
            "<epcisq:EPCISQueryDocument xmlns:epcisq='urn:epcglobal:epcis-query:xsd:"
                + binding
                + "' schemaVersion='"
                + version
                + "' creationDate='2026-03-05T07:30:00'><EPCISBody><epcisq:QueryResults>"
                + "<queryName>SimpleEventQuery</queryName><subscriptionID>1</subscriptionID>"
                + "<resultsBody><EventList>"
                + XmlSamples.SMALL
                + "</EventList></resultsBody></epcisq:QueryResults></EPCISBody>"
                + "</epcisq:EPCISQueryDocument>");

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.events().getFirst().event()).isEqualTo(Samples.event(Samples.SMALL));
  }

  @Test
  void event_alone_isRead() {
    String alone =
        XmlSamples.SMALL.replaceFirst("<ObjectEvent>", "<ObjectEvent schemaVersion='2.0'>");

    assertThat(XmlSamples.only(alone).event()).isEqualTo(Samples.event(Samples.SMALL));
  }

  @Test
  void masterData_inTheHeader_isThatOfTheJson() {
    String header =
        "<EPCISHeader><sbdh:StandardBusinessDocumentHeader xmlns:sbdh='"
            + XmlDialect.HEADER
            + "'><sbdh:HeaderVersion>1.0</sbdh:HeaderVersion></sbdh:StandardBusinessDocumentHeader>"
            + "<extension><EPCISMasterData><VocabularyList>"
            + "<Vocabulary type='urn:epcglobal:epcis:vtype:BusinessLocation'>"
            + "<VocabularyElementList><VocabularyElement id='urn:epc:id:sgln:0037000.00729.0'>"
            + "<attribute id='urn:epcglobal:cbv:mda#name'> Acme </attribute>"
            + "<attribute id='urn:epcglobal:cbv:mda:city'>Oslo</attribute>"
            + "<attribute id='https://a.example.com/x'><example:deep>1</example:deep></attribute>"
            + "<children><id>urn:epc:id:sgln:0037000.00729.8201</id></children>"
            + "</VocabularyElement><VocabularyElement id='urn:x:1'/></VocabularyElementList>"
            + "</Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>";
    String json =
        Samples.document(Samples.SMALL)
            .replace(
                "\"epcisBody\"",
                """
                "epcisHeader":{"epcisMasterData":{"vocabularyList":[
                 {"type":"urn:epcglobal:epcis:vtype:BusinessLocation","vocabularyElementList":[
                  {"id":"urn:epc:id:sgln:0037000.00729.0","attributes":[
                   {"id":"cbvmda:name","attribute":"Acme"},{"id":"cbvmda:city","attribute":"Oslo"},
                   {"id":"https://a.example.com/x","attribute":{"example:deep":"1"}}],
                   "children":["urn:epc:id:sgln:0037000.00729.8201"]},
                  {"id":"urn:x:1"}]}]}},"epcisBody"\
                """);
    List<VocabularyElement> expected = Samples.parse(json).masterData();

    for (String document :
        List.of(XmlSamples.document(XmlSamples.SMALL), XmlSamples.older(XmlSamples.SMALL))) {
      ParsedDocument parsed =
          XmlSamples.parse(document.replace("<EPCISBody>", header + "<EPCISBody>"));

      assertThat(parsed.faults()).isEmpty();
      assertThat(parsed.masterData()).isEqualTo(expected);
    }
    assertThat(expected.getFirst().attributes())
        .isEqualTo(Map.of("cbvmda:name", "Acme", "cbvmda:city", "Oslo"));
  }

  @ParameterizedTest
  @CsvSource({"1,1.2", "2,2.0"})
  void masterDataDocument_isRead(int binding, String version) {
    ParsedDocument parsed =
        XmlSamples.parse(
            "<m:EPCISMasterDataDocument xmlns:m='urn:epcglobal:epcis-masterdata:xsd:"
                + binding
                + "' schemaVersion='"
                + version
                + "' creationDate='2026-03-05T07:30:00Z'><EPCISBody><VocabularyList>"
                + "<Vocabulary type='urn:epcglobal:epcis:vtype:ReadPoint'><VocabularyElementList>"
                + "<VocabularyElement id='urn:x:1'><attribute id='urn:x:2'>3</attribute>"
                + "</VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList>"
                + "</EPCISBody></m:EPCISMasterDataDocument>");

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.eventCount()).isZero();
    assertThat(parsed.masterData())
        .containsExactly(
            new VocabularyElement(
                "urn:epcglobal:epcis:vtype:ReadPoint",
                "urn:x:1",
                Map.of("urn:x:2", "3"),
                List.of()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
