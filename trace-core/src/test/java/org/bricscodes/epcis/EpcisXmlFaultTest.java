package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of XML by itself: where it is, what is wrong, what would be right. */
class EpcisXmlFaultTest {

  private static final String EVENT = "/epcis:EPCISDocument/EPCISBody/EventList/ObjectEvent[1]";

  /**
   * Replaces one piece of vector 3, or of what is around it, and expects exactly one fault.
   *
   * @param path below the event; from the root if it names the document
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<action>OBSERVE</action>||4||action is missing|add",
        "<action>OBSERVE</action>|<action>observe</action>|8|/action|is not an action|OBSERVE",
        "<action>OBSERVE</action>|<action/>|8|/action|\"\" is not an action|OBSERVE",
        "<action>OBSERVE</action>|<action>OBSERVE<b/></action>|8|/action|holds elements|text only",
        "<action>|<action type='x'>|8|/action/@type|has no attribute \"type\"|leave it out",
        "<action>|<action example:x='x'>|8|/action/@example:x|has no attribute|leave it out",
        "</action>|</action><action>ADD</action>|8|/action[2]|stands twice|keep one",
        "<bizStep>|<recordTime>2020-03-04T11:00:30Z</recordTime><bizStep>|9|/recordTime|stands"
            + " after action|before action",
        "<bizStep>|<bizstep/><bizStep>|9|/bizstep|does not belong in ObjectEvent|did you mean"
            + " bizStep?",
        "<bizStep>|text<bizStep>|4||text where elements belong: \"text\"|remove",
        "<action>OBSERVE</action>|<epcis:action>OBSERVE</epcis:action>|8|/epcis:action|is in the"
            + " namespace urn:epcglobal:epcis:xsd:2|no namespace",
        "bizstep:departing|bizstep:departng|9|/bizStep|is not a business step|did you mean"
            + " \"urn:epcglobal:cbv:bizstep:departing\"?",
        "urn:epcglobal:cbv:bizstep:departing|departing|9|/bizStep|is a bare"
            + " word|\"urn:epcglobal:cbv:bizstep:departing\"",
        "urn:epcglobal:cbv:bizstep:departing|urn:epcglobal:cbv:disp:active|9|/bizStep|is not a"
            + " business step|of your own",
        "urn:epcglobal:cbv:bizstep:departing|nowhere:step|9|/bizStep|\"nowhere\" is not"
            + " declared|xmlns:nowhere",
        "urn:epcglobal:cbv:bizstep:departing||9|/bizStep|is empty|takes a URI",
        "Disp-in_transit|Disp-in_transi|10|/disposition|is not a"
            + " disposition|urn:epcglobal:cbv:disp:in_transit",
        "btt:po|btt:pp|16|/bizTransactionList/bizTransaction[1]/@type|is not a business transaction"
            + " type|urn:epcglobal:cbv:btt:po",
        " type=\"urn:epcglobal:cbv:sdt:owning_party\"||20|/sourceList/source[1]|type is"
            + " missing|add",
        "<source type|<sorce/><source type|20|/sourceList/sorce[1]|does not belong in"
            + " sourceList|only source",
        "2020-03-04T11:00:30+01:00|2020-03-04T11:00:30|5|/eventTime|has no zone|+02:00",
        "Offset>+01:00|Offset>1|6|/eventTimeZoneOffset|is not an offset|+hh:mm",
        "urn:epc:id:sgtin:0614141.011111.987|urn:epc:id:sgtin:1.2|7|/epcList/epc[1]|sgtin|correct",
        "urn:epc:id:sgtin:0614141.011111.987|x y|7|/epcList/epc[1]|is not a URI|absolute URI",
        "<id>urn:epc:id:sgln:4012345.00011.0</id>||11|/readPoint|has no id|add",
        "</id>|</id><id>urn:x:1</id>|12|/readPoint/id[2]|stands twice|keep one",
        "<example:userExt>CD-34</example:userExt>|<userExt>1</userExt>|26|/userExt|does not"
            + " belong|namespace of your own",
        "<example:userExt>CD-34|<example:userExt>CD<example:a/>|26|/example:userExt|text beside"
            + " elements|of its own",
        "<example:userExt>CD-34</example:userExt>|<x xmlns='not a uri'/>|26|/x|is not an absolute"
            + " URI|absolute",
        "<example:userExt>CD-34</example:userExt>|<quantityList></quantityList><example:x/>|26|/quantityList|stands"
            + " after destinationList|before",
        "<ObjectEvent>|<ObjectEvent x='1'>|4|/@x|has no attribute \"x\"|leave it out",
        "ObjectEvent>|ObjectEvnt>|4|/epcis:EPCISDocument/EPCISBody/EventList/ObjectEvnt[1]|is not"
            + " an event|did you mean ObjectEvent?",
        "ObjectEvent>|QuantityEvent>|4|/epcis:EPCISDocument/EPCISBody/EventList/QuantityEvent[1]|is"
            + " not an event|quantityList",
        "<destinationList>|<example:z/><destinationList>|22|/destinationList|stands after"
            + " example:z|before",
        "<sourceList>|<quantityList><quantityElement><epcClass>urn:x:1</epcClass><quantity>-1</quantity></quantityElement></quantityList><sourceList>|19|/quantityList/quantityElement[1]/quantity|-1"
            + " is negative|zero or more",
        "<sourceList>|<quantityList><quantityElement><epcClass>urn:x:1</epcClass><quantity>many</quantity></quantityElement></quantityList><sourceList>|19|/quantityList/quantityElement[1]/quantity|\"many\""
            + " is not a number|12.5",
        "<sourceList>|<quantityList><quantityElement><epcClass>urn:x:1</epcClass><uom>KGM</uom><quantity>1</quantity></quantityElement></quantityList><sourceList>|19|/quantityList/quantityElement[1]/quantity|stands"
            + " after uom|before uom",
        "<example:userExt>CD|<sensorElementList><sensorElement><sensorReport"
            + " value='1'/></sensorElement></sensorElementList><example:userExt>CD|26|/sensorElementList/sensorElement[1]/sensorReport|type"
            + " is missing|gs1:Temperature",
        "<example:userExt>CD|<sensorElementList><sensorElement><sensorReport type='Temperature'"
            + " /></sensorElement></sensorElementList><example:userExt>CD|26|/sensorElementList/sensorElement[1]/sensorReport/@type|is"
            + " a bare word|gs1:Temperature",
        "<example:userExt>CD|<sensorElementList><sensorElement><sensorReport type='gs1:Mass'"
            + " valu='1'/></sensorElement></sensorElementList><example:userExt>CD|26|/sensorElementList/sensorElement[1]/sensorReport/@valu|has"
            + " no attribute|did you mean value?",
        "<example:userExt>CD|<sensorElementList><sensorElement><sensorReport type='gs1:Mass'"
            + " value='NaN'/></sensorElement></sensorElementList><example:userExt>CD|26|/sensorElementList/sensorElement[1]/sensorReport/@value|\"NaN\""
            + " is not a number|12.5",
        "<example:userExt>CD|<sensorElementList><sensorElement><sensorReport type='gs1:Mass'"
            + " booleanValue='yes'/></sensorElement></sensorElementList><example:userExt>CD|26|/sensorElementList/sensorElement[1]/sensorReport/@booleanValue|is"
            + " no truth value|true or false",
        "<example:userExt>CD|<sensorElementList><sensorElement><sensorMetadata/></sensorElement></sensorElementList><example:userExt>CD|26|/sensorElementList/sensorElement[1]|sensorReport"
            + " is missing|add",
        "<example:userExt>CD|<persistentDisposition><set>urn:x:1</set><unset>urn:x:2</unset></persistentDisposition><example:userExt>CD|26|/persistentDisposition/unset|stands"
            + " after set|before set",
        "<example:userExt>CD|<extension><later/></extension><example:userExt>CD|26|/extension/later|does"
            + " not belong in extension|own",
        "<EPCISBody>|<EPCISBody>text|3|/epcis:EPCISDocument/EPCISBody|text between|remove",
        "<EventList>|</EPCISBody><EPCISBody><EventList>|3|/epcis:EPCISDocument/EPCISBody|EventList"
            + " is missing|add",
        "schemaVersion=\"2.0\"|schemaVersion='1.2'|1|/epcis:EPCISDocument/@schemaVersion|not that"
            + " of version \"1.2\"|write 2.0",
        "schemaVersion=\"2.0\"||1|/epcis:EPCISDocument|schemaVersion is missing|\"2.0\"",
        "creationDate=\"2026-03-05T07:30:00Z\"||1|/epcis:EPCISDocument|creationDate is missing|add",
        "creationDate=\"2026-03-05|creationDate=\"2026-13-05|1|/epcis:EPCISDocument/@creationDate|is"
            + " not a date|2026-03-05",
        "schemaVersion=|id='x' schemaVersion=|1|/epcis:EPCISDocument/@id|has no attribute|leave it"
            + " out",
        "epcis=\"urn:epcglobal:epcis:xsd:2\"|epcis='urn:epcglobal:epcis:xsd:3'|1|/epcis:EPCISDocument|the"
            + " namespace of the root|urn:epcglobal:epcis:xsd:2",
        "epcis:EPCISDocument|EPCISDocument|1|/EPCISDocument|the root has no"
            + " namespace|urn:epcglobal:epcis:xsd:2",
        "epcis:EPCISDocument|epcis:EPCISDokument|1|/epcis:EPCISDokument|is no document of EPCIS|did"
            + " you mean EPCISDocument?",
        "epcis:EPCISDocument|html|1|/html|is no document of EPCIS|send an EPCISDocument",
      })
  void piece_isWrong_faultSaysSo(
      String piece,
      @Nullable String instead,
      int line,
      @Nullable String path,
      String message,
      String remedy) {
    String document = XmlSamples.document(XmlSamples.V3);
    assertThat(document).contains(piece);

    ParsedDocument parsed =
        XmlSamples.parse(document.replace(piece, instead == null ? "" : instead));

    String at = path == null ? "" : path;
    if (message.equals("EventList is missing")) {
      assertThat(parsed.faults()).hasSizeGreaterThan(1);
    } else {
      assertThat(parsed.faults()).hasSize(1);
    }
    Fault fault = parsed.faults().getFirst();
    assertThat(fault.pointer())
        .isEqualTo(at.contains("EPCIS") || at.equals("/html") ? at : EVENT + at);
    assertThat(fault.message()).startsWith("line " + line + ": ").contains(message);
    assertThat(fault.remedy()).contains(remedy);
    assertThat(parsed.events()).isEmpty();
  }

  @Test
  void faults_ofSeveralEvents_areEachOfItsEvent() {
    String bad = XmlSamples.SMALL.replace("OBSERVE", "SEE").replace("+02:00", "2");

    ParsedDocument parsed =
        XmlSamples.parse(XmlSamples.document(bad, XmlSamples.SMALL, "<Nonsense/>", bad));

    assertThat(parsed.eventCount()).isEqualTo(4);
    assertThat(parsed.events()).extracting(ParsedEvent::index).containsExactly(1);
    assertThat(parsed.faults())
        .extracting(Fault::event, Fault::pointer)
        .containsExactly(
            tuple(0, EVENT + "/eventTimeZoneOffset"),
            tuple(0, EVENT + "/action"),
            tuple(2, "/epcis:EPCISDocument/EPCISBody/EventList/Nonsense[1]"),
            tuple(3, EVENT.replace("[1]", "[3]") + "/eventTimeZoneOffset"),
            tuple(3, EVENT.replace("[1]", "[3]") + "/action"));
  }

  @Test
  void fieldsOfTwo_inOlderDocument_areToldTheirPlace() {
    String quantities = "<quantityList/>";
    String old = XmlSamples.SMALL.replace("</action>", "</action>" + quantities);

    ParsedDocument parsed = XmlSamples.parse(XmlSamples.older(old));

    assertThat(parsed.faults()).hasSize(1);
    assertThat(parsed.faults().getFirst().remedy()).isEqualTo("EPCIS 1.2 has it inside extension");
  }

  @Test
  void wrappersOfOne_inNewDocument_areToldTheyAreNone() {
    String wrapped =
        XmlSamples.SMALL.replace("</action>", "</action><extension><quantityList/></extension>");

    ParsedDocument parsed = XmlSamples.parse(XmlSamples.document(wrapped));

    assertThat(parsed.faults()).hasSize(1);
    assertThat(parsed.faults().getFirst().pointer()).isEqualTo(EVENT + "/extension/quantityList");
    assertThat(parsed.faults().getFirst().remedy())
        .isEqualTo("EPCIS 2.0 has it directly in the event, if at all");
  }

  @Test
  void masterData_withoutId_isNamed() {
    String header =
        "<EPCISHeader><extension><EPCISMasterData><VocabularyList>\n"
            + "<Vocabulary type='urn:epcglobal:epcis:vtype:Location'><VocabularyElementList>\n"
            + "<VocabularyElement ><attribute id='urn:x:1'>1</attribute></VocabularyElement>"
            + "</VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension>"
            + "</EPCISHeader><EPCISBody>";

    ParsedDocument parsed =
        XmlSamples.parse(XmlSamples.document(XmlSamples.SMALL).replace("<EPCISBody>", header));

    assertThat(parsed.faults()).hasSize(1);
    assertThat(parsed.faults().getFirst().pointer())
        .isEqualTo(
            "/epcis:EPCISDocument/EPCISHeader/extension/EPCISMasterData/VocabularyList"
                + "/Vocabulary[1]/VocabularyElementList/VocabularyElement[1]");
    assertThat(parsed.faults().getFirst().message())
        .isEqualTo("line 5: the vocabulary element has no id");
  }
}
