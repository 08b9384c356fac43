package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.bricscodes.gs1.CompanyPrefixes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stored events as EPCIS 2.0 XML, text for text. */
class EpcisXmlWriterTest {

  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
  private static final String STANDARD = '"' + ContextReader.STANDARD_URL + '"';
  private static final String HEAD =
      "<eventTime>2026-03-05T07:30:00.000Z</eventTime>"
          + "<recordTime>2026-03-05T07:30:00.123Z</recordTime>"
          + "<eventTimeZoneOffset>+02:00</eventTimeZoneOffset><eventID>urn:uuid:1</eventID>";
  private static final String TIMES =
      "\"eventTime\":\"2026-03-05T07:30:00Z\",\"eventTimeZoneOffset\":\"+02:00\"";

  private static String document(EpcTranslation translation, CbvXmlFormat format, String... sent) {
    List<RecordedEvent> events =
        List.of(sent).stream().map(e -> RecordedEventTest.recorded(e, Samples.CONTEXT)).toList();
    return new String(
        EpcisXmlWriter.document(events, NOW, translation, format), StandardCharsets.UTF_8);
  }

  private static String list(String... sent) {
    return between(
        document(EpcTranslation.asSent(), CbvXmlFormat.NO_PREFERENCE, sent), "EventList");
  }

  private static String between(String xml, String element) {
    return xml.substring(
        xml.indexOf('<' + element + '>') + element.length() + 2,
        xml.lastIndexOf("</" + element + '>'));
  }

  @Test
  void document_declaresPrefixesAtTheRoot() {
    assertThat(document(EpcTranslation.asSent(), CbvXmlFormat.NO_PREFERENCE, Samples.SMALL))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<epcis:EPCISDocument xmlns:cbv=\"https://ref.gs1.org/cbv/\""
                + " xmlns:cbvmda=\"urn:epcglobal:cbv:mda\""
                + " xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\""
                + " xmlns:example=\"https://ns.example.com/epcis/\""
                + " xmlns:gs1=\"https://gs1.org/voc/\""
                + " schemaVersion=\"2.0\" creationDate=\"2026-04-01T00:00:00.000Z\">"
                + "<EPCISBody><EventList><ObjectEvent>"
                + HEAD
                + "<epcList/><action>OBSERVE</action>"
                + "</ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>");
  }

  @Test
  void queryDocument_namesQueryAndSubscription() {
    byte[] xml =
        EpcisXmlWriter.queryDocument(
            List.of(), "a & b", "sub-1", NOW, EpcTranslation.asSent(), CbvXmlFormat.ALWAYS_URN);

    assertThat(new String(xml, StandardCharsets.UTF_8))
        .contains(" xmlns:epcisq=\"urn:epcglobal:epcis-query:xsd:2\"")
        .endsWith(
            "<EPCISBody><epcisq:QueryResults><queryName>a &amp; b</queryName>"
                + "<subscriptionID>sub-1</subscriptionID><resultsBody><EventList/></resultsBody>"
                + "</epcisq:QueryResults></EPCISBody></epcisq:EPCISQueryDocument>");
  }

  @Test
  void objectEvent_hasEveryFieldInTheOrderOfTheSchema() {
    String sent =
        """
        {"type":"ObjectEvent",%s,
         "ilmd":{"cbvmda:lotNumber":"L 1","example:weight":{"example:net":1.50}},
         "persistentDisposition":{"set":["damaged"],"unset":["conformant","example:wet"]},
         "sensorElementList":[{"example:note":["a",true],
           "sensorReport":[{"type":"Temperature","value":26.0,"uom":"CEL","component":"x",
             "exception":"ALARM_CONDITION","booleanValue":true,"example:cv":"1 < 2"}],
           "sensorMetadata":{"time":"2026-03-05T07:30:00.1234+02:00"}}],
         "destinationList":[{"type":"location","destination":"urn:epc:id:sgln:4012345.00011.0"}],
         "sourceList":[{"type":"example:yard","source":"urn:epc:id:pgln:4012345.00000"}],
         "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.L1","quantity":1e2,
           "uom":"KGM"}],
         "bizTransactionList":[{"bizTransaction":"urn:example:po:1"}],
         "bizLocation":{"id":"urn:epc:id:sgln:4012345.00011.0"},
         "readPoint":{"example:gate":"7","id":"urn:epc:id:sgln:4012345.00011.987"},
         "disposition":"in_transit","bizStep":"shipping","action":"ADD",
         "epcList":["urn:epc:id:sscc:4012345.0000000333"],
         "certificationInfo":"https://certs.example/1",
         "errorDeclaration":{"reason":"incorrect_data","example:by":"x","declarationTime":
           "2026-03-06T07:30:00Z","correctiveEventIDs":["urn:uuid:2"]},
         "example:own":null}\
        """
            .formatted(TIMES);

    assertThat(list(sent))
        .isEqualTo(
            "<ObjectEvent>"
                + HEAD
                + "<errorDeclaration><declarationTime>2026-03-06T07:30:00.000Z</declarationTime>"
                + "<reason>https://ref.gs1.org/cbv/ER-incorrect_data</reason><correctiveEventIDs>"
                + "<correctiveEventID>urn:uuid:2</correctiveEventID></correctiveEventIDs>"
                + "<example:by>x</example:by></errorDeclaration>"
                + "<certificationInfo>https://certs.example/1</certificationInfo>"
                + "<epcList><epc>urn:epc:id:sscc:4012345.0000000333</epc></epcList>"
                + "<action>ADD</action><bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>"
                + "<disposition>https://ref.gs1.org/cbv/Disp-in_transit</disposition>"
                + "<readPoint><id>urn:epc:id:sgln:4012345.00011.987</id>"
                + "<example:gate>7</example:gate></readPoint>"
                + "<bizLocation><id>urn:epc:id:sgln:4012345.00011.0</id></bizLocation>"
                + "<bizTransactionList><bizTransaction>urn:example:po:1</bizTransaction>"
                + "</bizTransactionList>"
                + "<quantityList><quantityElement>"
                + "<epcClass>urn:epc:class:lgtin:4012345.011111.L1</epcClass>"
                + "<quantity>100</quantity><uom>KGM</uom></quantityElement></quantityList>"
                + "<sourceList><source type=\"example:yard\">urn:epc:id:pgln:4012345.00000</source>"
                + "</sourceList><destinationList>"
                + "<destination type=\"https://ref.gs1.org/cbv/SDT-location\">"
                + "urn:epc:id:sgln:4012345.00011.0</destination></destinationList>"
                + "<sensorElementList><sensorElement>"
                + "<sensorMetadata time=\"2026-03-05T05:30:00.123400Z\"/>"
                + "<sensorReport type=\"gs1:Temperature\" exception=\"gs1:ALARM_CONDITION\""
                + " value=\"26.0\" component=\"https://ref.gs1.org/cbv/Comp-x\""
                + " booleanValue=\"true\" uom=\"CEL\" example:cv=\"1 &lt; 2\"/>"
                + "<example:note>a</example:note><example:note>true</example:note>"
                + "</sensorElement></sensorElementList>"
                + "<persistentDisposition>"
                + "<unset>https://ref.gs1.org/cbv/Disp-conformant</unset><unset>example:wet</unset>"
                + "<set>https://ref.gs1.org/cbv/Disp-damaged</set></persistentDisposition>"
                + "<ilmd><cbvmda:lotNumber>L 1</cbvmda:lotNumber><example:weight>"
                + "<example:net>1.50</example:net></example:weight></ilmd>"
                + "<example:own/></ObjectEvent>");
  }

  @Test
  void groupEvents_differInWhereTheQuantitiesStand() {
    String rest =
        "\"parentID\":\"urn:epc:id:sscc:4012345.0000000333\",\"action\":\"ADD\","
            + "\"childEPCs\":[\"urn:uuid:3\"],"
            + "\"childQuantityList\":[{\"epcClass\":\"urn:epc:idpat:sgtin:4012345.011111.*\"}]}";
    String parent = "<parentID>urn:epc:id:sscc:4012345.0000000333</parentID>";
    String children = "<childEPCs><epc>urn:uuid:3</epc></childEPCs>";
    String quantities =
        "<childQuantityList><quantityElement><epcClass>urn:epc:idpat:sgtin:4012345.011111.*"
            + "</epcClass></quantityElement></childQuantityList>";

    assertThat(
            list(
                "{\"type\":\"AggregationEvent\"," + TIMES + "," + rest,
                "{\"type\":\"AssociationEvent\"," + TIMES + "," + rest))
        .isEqualTo(
            "<AggregationEvent>"
                + HEAD
                + parent
                + children
                + "<action>ADD</action>"
                + quantities
                + "</AggregationEvent><AssociationEvent>"
                + HEAD
                + parent
                + children
                + quantities
                + "<action>ADD</action></AssociationEvent>");
  }

  @Test
  void transactionAndTransformation_inTheirOrder() {
    assertThat(
            list(
                "{\"type\":\"TransactionEvent\","
                    + TIMES
                    + ",\"action\":\"DELETE\",\"epcList\":[],\"parentID\":\"urn:uuid:3\","
                    + "\"bizTransactionList\":[{\"type\":\"po\",\"bizTransaction\":\"urn:uuid:4\"}]}",
                "{\"type\":\"TransformationEvent\","
                    + TIMES
                    + ",\"transformationID\":\"urn:uuid:7\",\"ilmd\":{},\"bizStep\":\"other\","
                    + "\"outputEPCList\":[\"urn:uuid:5\"],\"inputEPCList\":[\"urn:uuid:6\"]}"))
        .isEqualTo(
            "<TransactionEvent>"
                + HEAD
                + "<bizTransactionList><bizTransaction type=\"https://ref.gs1.org/cbv/BTT-po\">"
                + "urn:uuid:4</bizTransaction></bizTransactionList><parentID>urn:uuid:3</parentID>"
                + "<epcList/><action>DELETE</action></TransactionEvent><TransformationEvent>"
                + HEAD
                + "<inputEPCList><epc>urn:uuid:6</epc></inputEPCList>"
                + "<outputEPCList><epc>urn:uuid:5</epc></outputEPCList>"
                + "<transformationID>urn:uuid:7</transformationID>"
                + "<bizStep>https://ref.gs1.org/cbv/BizStep-other</bizStep></TransformationEvent>");
  }

  @Test
  void extendedEvent_isAnElementOfItsNamespaceInExtension() {
    assertThat(list("{\"type\":\"example:Inspection\"," + TIMES + ",\"epcList\":[\"urn:uuid:3\"]}"))
        .isEqualTo(
            "<extension><example:Inspection>"
                + HEAD
                + "<epcList><epc>urn:uuid:3</epc></epcList></example:Inspection></extension>");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_PREFERENCE, NO_PREFERENCE, link, urn, web",
    "NO_PREFERENCE, ALWAYS_WEB_URI, link, urn, web",
    "NO_PREFERENCE, ALWAYS_URN, link, urn, urn",
    "NO_PREFERENCE, NEVER_TRANSLATES, link, urn, web",
    "ALWAYS_GS1_DIGITAL_LINK, NO_PREFERENCE, link, link, web",
    "ALWAYS_GS1_DIGITAL_LINK, ALWAYS_WEB_URI, link, link, web",
    "ALWAYS_GS1_DIGITAL_LINK, ALWAYS_URN, link, link, urn",
    "ALWAYS_GS1_DIGITAL_LINK, NEVER_TRANSLATES, link, link, web",
    "ALWAYS_EPC_URN, NO_PREFERENCE, urn, urn, web",
    "ALWAYS_EPC_URN, ALWAYS_WEB_URI, urn, urn, web",
    "ALWAYS_EPC_URN, ALWAYS_URN, urn, urn, urn",
    "ALWAYS_EPC_URN, NEVER_TRANSLATES, urn, urn, web",
    "NEVER_TRANSLATES, NO_PREFERENCE, link, urn, web",
    "NEVER_TRANSLATES, ALWAYS_WEB_URI, link, urn, web",
    "NEVER_TRANSLATES, ALWAYS_URN, link, urn, urn",
    "NEVER_TRANSLATES, NEVER_TRANSLATES, link, urn, web"
  })
  void formats_everyCombination(
      EpcFormat epcs, CbvXmlFormat values, String first, String second, String word) {
    String sent =
        Samples.SMALL.replace(
            "[],\"action\":\"OBSERVE\"",
            "[\"https://id.gs1.org/00/040123450000001112\","
                + "\"urn:epc:id:sscc:4012345.0000000222\"],\"action\":\"OBSERVE\","
                + "\"bizStep\":\"shipping\",\"disposition\":\"example:odd\"");
    EpcTranslation translation = new EpcTranslation(epcs, EpcTranslationTest.prefixes("4 7"));

    String xml = document(translation, values, sent);

    assertThat(xml)
        .contains(
            "<epcList><epc>"
                + (first.equals("link")
                    ? "https://id.gs1.org/00/040123450000001112"
                    : "urn:epc:id:sscc:4012345.0000000111")
                + "</epc><epc>"
                + (second.equals("link")
                    ? "https://id.gs1.org/00/040123450000002225"
                    : "urn:epc:id:sscc:4012345.0000000222")
                + "</epc></epcList>")
        .contains(
            "<bizStep>"
                + (word.equals("web")
                    ? "https://ref.gs1.org/cbv/BizStep-shipping"
                    : "urn:epcglobal:cbv:bizstep:shipping")
                + "</bizStep><disposition>example:odd</disposition>");
  }

  @Test
  void onePrefixForTwoNamespaces_isDeclaredAgainAtTheEvent() {
    RecordedEvent first =
        RecordedEventTest.recorded(
            Samples.SMALL.replace("}", ",\"example:x\":1}"), Samples.CONTEXT);
    RecordedEvent second =
        RecordedEventTest.recorded(
            Samples.SMALL.replace("}", ",\"example:x\":2,\"https://third.example/#y\":3}"),
            "[" + STANDARD + ",{\"example\":\"https://other.example/\"}]");

    String xml =
        new String(
            EpcisXmlWriter.document(
                List.of(first, second), NOW, EpcTranslation.asSent(), CbvXmlFormat.NO_PREFERENCE),
            StandardCharsets.UTF_8);

    assertThat(xml)
        .contains(" xmlns:example=\"https://ns.example.com/epcis/\" ")
        .contains("<example:x>1</example:x></ObjectEvent>")
        .contains("<ObjectEvent xmlns:example=\"https://other.example/\">")
        .contains(
            "<example:x>2</example:x>"
                + "<ns1:y xmlns:ns1=\"https://third.example/#\">3</ns1:y></ObjectEvent>");
  }

  @Test
  void attributesOfOnesOwn_becomeAttributesAgain() {
    String sent =
        Samples.SMALL.replace(
            "}",
            ",\"example:@marked\":\"yes\",\"rdf:value\":\"alone\",\"example:w\":"
                + "{\"example:@unit\":\"K & G\",\"rdf:value\":\"3\",\"xml:@lang\":\"zh\"}}");
    String context =
        "["
            + STANDARD
            + ",{\"example\":\"https://ns.example.com/epcis/\","
            + "\"rdf\":\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\","
            + "\"xml\":{\"@id\":\"http://www.w3.org/XML/1998/namespace\",\"@prefix\":true}}]";

    byte[] xml =
        EpcisXmlWriter.document(
            List.of(RecordedEventTest.recorded(sent, context)),
            NOW,
            EpcTranslation.asSent(),
            CbvXmlFormat.NO_PREFERENCE);

    assertThat(new String(xml, StandardCharsets.UTF_8))
        .contains("<ObjectEvent example:marked=\"yes\">")
        .contains(
            "<rdf:value>alone</rdf:value>"
                + "<example:w example:unit=\"K &amp; G\" xml:lang=\"zh\">3</example:w>");
  }

  @Test
  void textThatXmlMustEscape_isEscaped() {
    String sent = Samples.SMALL.replace("}", ",\"example:x\":\"a<b>&\\\"\\r\\n\\t]]>茶🍵\"}");

    assertThat(list(sent))
        .endsWith("<example:x>a&lt;b&gt;&amp;\"&#13;\n\t]]&gt;茶🍵</example:x></ObjectEvent>");
  }

  @Test
  void whatXmlCannotSay_isCarriedAsJson() {
    String sent =
        Samples.SMALL.replace(
            "}",
            ",\"example:1\":\"a name\",\"example:bell\":\"\\u0007\\uFFFF\uFFFE\","
                + "\"example:deep\":[[3,1],[2]],\"example:typed\":{\"@value\":\"x\"},"
                + "\"example:fine\":\"x\",\"certificationInfo\":[\"urn:a:1\",\"urn:a:2\"],"
                + "\"readPoint\":{\"id\":\"urn:epc:id:sgln:4012345.00011.0\",\"example:a b\":1}}");
    EpcTranslation toLinks =
        new EpcTranslation(EpcFormat.ALWAYS_GS1_DIGITAL_LINK, CompanyPrefixes.none());

    assertThat(between(document(toLinks, CbvXmlFormat.NO_PREFERENCE, sent), "EventList"))
        .isEqualTo(
            "<ObjectEvent>"
                + HEAD
                + "<certificationInfo>urn:a:1</certificationInfo><epcList/>"
                + "<action>OBSERVE</action>"
                + "<readPoint><id>https://id.gs1.org/414/4012345000115</id></readPoint>"
                + "<example:fine>x</example:fine>"
                + "<json:event xmlns:json=\"https://bricscodes.org/epcis-json/v1\">"
                + "{\"@context\":{\"example\":\"https://ns.example.com/epcis/\"},"
                + "\"example:1\":\"a name\",\"example:bell\":\"\\u0007\\uFFFF\\ufffe\","
                + "\"example:deep\":[[3,1],[2]],\"example:typed\":{\"@value\":\"x\"},"
                + "\"certificationInfo\":[\"urn:a:1\",\"urn:a:2\"],"
                + "\"readPoint\":{\"id\":\"https://id.gs1.org/414/4012345000115\","
                + "\"example:a b\":1}}</json:event></ObjectEvent>");
  }

  @Test
  void eventThatTodaysRulesRefuse_isWrittenAllTheSame() {
    String sent =
        Samples.SMALL.replace("}", ",\"bizStep\":\"old_word\",\"disposition\":\"damaged\"}");

    assertThat(list(sent))
        .isEqualTo(
            "<ObjectEvent>"
                + HEAD
                + "<epcList/><action>OBSERVE</action>"
                + "<disposition>https://ref.gs1.org/cbv/Disp-damaged</disposition>"
                + "<json:event xmlns:json=\"https://bricscodes.org/epcis-json/v1\">"
                + "{\"@context\":{\"example\":\"https://ns.example.com/epcis/\"},"
                + "\"bizStep\":\"old_word\"}</json:event></ObjectEvent>");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-05T07:30:00.1Z,          2026-03-05T07:30:00.100Z",
    "2026-03-05T07:30:00.000001Z,     2026-03-05T07:30:00.000001Z",
    "2026-03-05T07:30:00.123456789Z,  2026-03-05T07:30:00.123456789Z",
    "2026-03-05T07:30:00.00000001Z,   2026-03-05T07:30:00.000000010Z",
    "0000-01-01T00:00:00Z,            0000-01-01T14:00:00.000+14:00",
    "0001-01-01T00:00:00Z,            0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59-14:00,       9999-12-31T23:59:59.000-14:00"
  })
  void time_keepsItsDecimalsAndItsFourDigitYear(String sent, String written) {
    assertThat(list(Samples.SMALL.replace("2026-03-05T07:30:00Z", sent)))
        .startsWith("<ObjectEvent><eventTime>" + written + "</eventTime>");
  }

  @Test
  void sameEvents_giveTheSameBytes() {
    String[] sent = {Samples.V1, Samples.V2, Samples.V3};

    assertThat(document(EpcTranslation.asSent(), CbvXmlFormat.ALWAYS_URN, sent))
        .isEqualTo(document(EpcTranslation.asSent(), CbvXmlFormat.ALWAYS_URN, sent));
  }
}
