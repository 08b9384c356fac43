package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault by itself: where it is said to be, what is said to be wrong, what would be right. */
class FaultTest {

  private static final String EVENT = "/epcisBody/eventList/0";

  /**
   * Replaces one piece of the full object event and expects exactly one fault.
   *
   * @param pointer below the event
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ObjectEvent'|'ObjectEvnt'|/type|is not an event type|did you mean \"ObjectEvent\"?",
        "'ObjectEvent'|'epcis:ObjectEvent'|/type|is not how a standard type|\"ObjectEvent\"",
        "'ObjectEvent'|'nowhere:Event'|/type|\"nowhere\" is not declared|declare it in @context",
        "'ObjectEvent'|5|/type|the value is a number|as a string",
        "'2020-03-04T11:00:30+01:00'|'2020-03-04T11:00:30'|/eventTime|has no zone|+02:00",
        "'2020-03-04T11:00:30+01:00'|'2020-02-30T11:00:30Z'|/eventTime|not a date|2026-03-05",
        "'2020-03-04T11:00:30+01:00'|'yesterday'|/eventTime|not a date|2026-03-05",
        "'2020-03-04T11:00:30+01:00'|null|/eventTime|the value is null|with zone",
        "'+01:00','epc|'+14:01','epc|/eventTimeZoneOffset|is not an offset|at most 14:00",
        "'+01:00','epc|'Z','epc|/eventTimeZoneOffset|is not an offset|+hh:mm",
        "'OBSERVE'|'observe'|/action|is not an action|ADD, OBSERVE or DELETE",
        "'departing'|'departng'|/bizStep|not a standard business step|\"departing\"?",
        "'departing'|'https://ref.gs1.org/cbv/BizStep-departing'|/bizStep|spelled"
            + " out|\"departing\"",
        "'departing'|'urn:epcglobal:cbv:bizstep:departing'|/bizStep|spelled out|\"departing\"",
        "'departing'|'cbv:BizStep-departing'|/bizStep|spelled out|bare word",
        "'departing'|'https://ref.gs1.org/cbv/BizStep-x'|/bizStep|lies in the namespace|your own",
        "'departing'|'nowhere:step'|/bizStep|\"nowhere\" is not declared|are not fetched",
        "'departing'|'exampel:step'|/bizStep|\"exampel\" is not declared|did you mean \"example\"?",
        "'in_transit'|'in transit'|/disposition|not a standard disposition|\"in_transit\"?",
        "'urn:epc:id:sgtin:0614141.011111.987'|'no uri'|/epcList/0|is not a URI|absolute URI",
        "'urn:epc:id:sgtin:0614141.011111.987'|'urn:epc:id:sgtin:1.2'|/epcList/0|sgtin|correct",
        "'urn:epc:id:sgtin:0614141.011111.987'|7|/epcList/0|the value is a number|a URI",
        "'id':'urn:epc:id:sgln:4012345.00011.0',||/readPoint|has no id|add \"id\"",
        "'example:myField1'|'myField1'|/readPoint/myField1|has no namespace|example:myField1",
        "'example:userExt'|'userExt'|/userExt|has no namespace|example:userExt",
        "'example:userExt'|'bizstep'|/bizstep|is not a standard field|did you mean \"bizStep\"?",
        "'example:userExt'|'nowhere:userExt'|/nowhere:userExt|\"nowhere\" is not declared|declare",
        "'example:userExt':'CD-34'|'example:userExt':{'@x':1}|/example:userExt/@x|has no"
            + " namespace|:x",
        "'example:userExt'|'action'|/action|stands twice|keep one",
        "'example:userExt':'CD-34'|'example:a':1,'example:a':2|/example:a|stands twice|keep one",
        "'example:userExt':'CD-34'|'example:a':{'example:b':1,'example:b':2}|/example:a/example:b|stands"
            + " twice|keep one",
        "'example:userExt':'CD-34'|'parentID':'urn:x:1'|/parentID|has no such field|leave it out",
        "'example:userExt':'CD-34'|'ilmd':{'example:a':1}|/ilmd|only with action ADD|leave it out",
        "'example:userExt':'CD-34'|'quantityList':[{'quantity':1}]|/quantityList/0|epcClass is"
            + " missing|add",
        "'example:userExt':'CD-34'|'quantityList':[{'epcClass':'urn:x:1','uom':'kg'}]|/quantityList/0/uom|not"
            + " a unit code|KGM",
        "'example:userExt':'CD-34'|'quantityList':[{'epcClass':'urn:x:1','example:a':1}]|/quantityList/0/example:a|does"
            + " not belong|only epcClass",
        "'example:userExt':'CD-34'|'quantityList':[{'epcClass':'urn:x:1','quantity':'1'}]|/quantityList/0/quantity|is"
            + " a string|a number",
        "'example:userExt':'CD-34'|'quantityList':[{'epcClass':'urn:x:1','quantity':1e999}]|/quantityList/0/quantity|out"
            + " of range|1e308",
        "'example:userExt':'CD-34'|'quantityList':[{'epcClass':'urn:x:1','quantity':1e99999999999}]|/quantityList/0/quantity|out"
            + " of range|1e308",
        "'example:userExt':'CD-34'|'persistentDisposition':{}|/persistentDisposition|neither set"
            + " nor unset|at least one",
        "'example:userExt':'CD-34'|'persistentDisposition':{'set':[]}|/persistentDisposition/set|is"
            + " empty|at least one",
        "'example:userExt':'CD-34'|'persistentDisposition':{'set':['active','active']}|/persistentDisposition/set|stands"
            + " twice|keep one",
        "'example:userExt':'CD-34'|'persistentDisposition':{'set':['active'],'x':1}|/persistentDisposition/x|does"
            + " not belong|only set and unset",
        "'example:userExt':'CD-34'|'certificationInfo':['x y']|/certificationInfo/0|is not a"
            + " URI|absolute URI",
        "'example:userExt':'CD-34'|'errorDeclaration':{}|/errorDeclaration|declarationTime is"
            + " missing|add",
        "'example:userExt':'CD-34'|'errorDeclaration':{'declarationTime':'2026-03-05T07:30:00Z','reason':'typo'}|/errorDeclaration/reason|not"
            + " a standard error reason|word of CBV",
        "'example:userExt':'CD-34'|'sensorElementList':[{}]|/sensorElementList/0|sensorReport is"
            + " missing|at least one",
        "'example:userExt':'CD-34'|'sensorElementList':[{'sensorReport':[]}]|/sensorElementList/0/sensorReport|is"
            + " empty|at least one",
        "'example:userExt':'CD-34'|'sensorElementList':[{'sensorReport':[{}]}]|/sensorElementList/0/sensorReport/0|type"
            + " is missing|Temperature",
        "'example:userExt':'CD-34'|'sensorElementList':[{'sensorReport':[{'type':'Warmth'}]}]|/sensorElementList/0/sensorReport/0/type|not"
            + " a standard measurement type|of your own",
        "'example:userExt':'CD-34'|'sensorElementList':[{'sensorReport':[{'type':'gs1:Mass'}]}]|/sensorElementList/0/sensorReport/0/type|spelled"
            + " out|\"Mass\"",
        "'example:userExt':'CD-34'|'sensorElementList':[{'sensorReport':[{'type':'Mass','hexBinaryValue':'abc'}]}]|/sensorElementList/0/sensorReport/0/hexBinaryValue|is"
            + " not hexadecimal|even number",
        "'example:userExt':'CD-34'|'sensorElementList':[{'sensorMetadata':{'time':'2026-03-05T07:30:00Z'},'sensorReport':[{'type':'Mass','time':'2026-03-05T07:30:00Z'}]}]|/sensorElementList/0|stands"
            + " in sensorMetadata and in a sensorReport|keep it",
        "'example:userExt':'CD-34'|'sensorElementList':[{'sensorMetadata':{'value':1},'sensorReport':[{'type':'Mass'}]}]|/sensorElementList/0/sensorMetadata/value|has"
            + " no namespace|prefix",
        "'type':'po',|'type':'order',|/bizTransactionList/0/type|not a standard business"
            + " transaction type|word of CBV",
        "'type':'po',|'x':1,|/bizTransactionList/0/x|does not belong|only type and bizTransaction",
        "'type':'owning_party','source'|'source'|/sourceList/0|type is missing|add \"type\"",
        "'CD-34'|'\\ud800'|/example:userExt|half of a surrogate pair|whole characters"
      })
  void objectEvent_oneThingWrong_isNamed(
      String right, @Nullable String wrong, String pointer, String message, String remedy) {
    String json = Samples.V3.replaceAll(",\n +", ",");
    String piece = right.replace('\'', '"');
    assertThat(json).contains(piece);

    String broken = json.replace(piece, wrong == null ? "" : wrong.replace('\'', '"'));
    ParsedDocument parsed = Samples.parse(Samples.document(broken));

    assertThat(parsed.events()).isEmpty();
    assertThat(parsed.faults()).hasSize(1);
    Fault fault = parsed.faults().getFirst();
    assertThat(fault.pointer()).isEqualTo(EVENT + pointer);
    assertThat(fault.message()).contains(message);
    assertThat(fault.remedy()).contains(remedy);
    assertThat(fault.event()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'ObjectEvent','action':'OBSERVE'|the event names nothing",
        "'type':'ObjectEvent','epcList':[]|action is missing",
        "'type':'ObjectEvent','action':'OBSERVE','sensorElementList':[{'sensorReport':[{'type':'Mass'}]}]|the"
            + " event names nothing",
        "'type':'AggregationEvent','action':'ADD','childEPCs':['urn:x:1']|parentID is missing",
        "'type':'AggregationEvent','action':'ADD','parentID':'urn:x:1'|the event names no child",
        "'type':'AssociationEvent','action':'DELETE'|parentID is missing",
        "'type':'AssociationEvent','action':'OBSERVE','childEPCs':['urn:x:1']|parentID is missing",
        "'type':'AssociationEvent','action':'OBSERVE','parentID':'urn:x:1','childEPCs':[]|the event"
            + " names no child",
        "'type':'TransactionEvent','action':'ADD','epcList':[]|bizTransactionList is missing or"
            + " empty",
        "'type':'TransactionEvent','action':'ADD','bizTransactionList':[{'bizTransaction':'urn:x:1'}]|the"
            + " event names nothing",
        "'type':'TransformationEvent','inputEPCList':['urn:x:1']|the transformation lacks inputs or"
            + " outputs",
        "'type':'TransformationEvent','transformationID':'urn:x:1'|the transformation lacks inputs"
            + " or outputs"
      })
  void type_ruleBroken_isNamed(String fields, String message) {
    ParsedDocument parsed = Samples.parse(Samples.document(event(fields)));

    assertThat(parsed.faults())
        .extracting(Fault::message, Fault::pointer)
        .containsExactly(tuple(message, EVENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'AggregationEvent','action':'ADD','parentID':'urn:x:1','childEPCs':['urn:x:2','urn:x:1']|/childEPCs",
        "'type':'AggregationEvent','action':'DELETE','parentID':'https://id.gs1.org/00/040123450000001112','childEPCs':['urn:epc:id:sscc:4012345.0000000111']|/childEPCs",
        "'type':'AssociationEvent','action':'ADD','parentID':'urn:x:1','childEPCs':['urn:x:1']|/childEPCs",
        "'type':'TransactionEvent','action':'ADD','bizTransactionList':[{'bizTransaction':'urn:x:3'}],'parentID':'urn:x:1','epcList':['urn:x:1']|/epcList"
      })
  void parent_amongItsOwnChildren_isNamed(String fields, String pointer) {
    ParsedDocument parsed = Samples.parse(Samples.document(event(fields)));

    assertThat(parsed.faults()).extracting(Fault::pointer).containsExactly(EVENT + pointer);
    assertThat(parsed.faults().getFirst().message()).contains("is among its own children");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "-0, true", "0.0, true", "-1, false", "-1e-9, false"})
  void quantity_isNeverNegative(String quantity, boolean sound) {
    String fields =
        "'type':'ObjectEvent','action':'ADD','quantityList':[{'epcClass':'urn:x:1','quantity':%s}]"
            .formatted(quantity);

    ParsedDocument parsed = Samples.parse(Samples.document(event(fields)));

    assertThat(parsed.isSound()).isEqualTo(sound);
    if (!sound) {
      assertThat(parsed.faults().getFirst().pointer()).endsWith("/quantityList/0/quantity");
      assertThat(parsed.faults().getFirst().message()).contains("is negative");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'ObjectEvent','action':'ADD','epcList':[]",
        "'type':'ObjectEvent','action':'OBSERVE','readPoint':{'id':'urn:x:1'},'sensorElementList':[{'sensorReport':[{'type':'Mass'}]}]",
        "'type':'AggregationEvent','action':'DELETE','parentID':'urn:x:1'",
        "'type':'AggregationEvent','action':'OBSERVE','childEPCs':['urn:x:1']",
        "'type':'AssociationEvent','action':'DELETE','parentID':'urn:epc:id:sgln:4012345.00011.0'",
        "'type':'TransactionEvent','action':'DELETE','bizTransactionList':[{'bizTransaction':'urn:x:1'}]",
        "'type':'TransformationEvent','inputEPCList':['urn:x:1'],'outputEPCList':['urn:x:2']",
        "'type':'TransformationEvent','transformationID':'urn:x:1','outputQuantityList':[{'epcClass':'urn:x:2'}]",
        "'type':'https://example.com/own/Event'"
      })
  void type_ruleKept_isAccepted(String fields) {
    assertThat(Samples.parse(Samples.document(event(fields))).faults()).isEmpty();
  }

  private static String event(String fields) {
    return "{\"eventTime\":\"2026-03-05T07:30:00Z\",\"eventTimeZoneOffset\":\"+02:00\","
        + fields.replace('\'', '"')
        + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'EPCISDocument',||``|type is missing",
        "'EPCISDocument'|'EPCISDocumnt'|/type|is not a type of document",
        "'2.0'|2.0|/schemaVersion|the value is a number",
        "'2.0'|'two'|/schemaVersion|is not a version",
        "'2.0'|'1.2'|/schemaVersion|is not read here",
        "'schemaVersion':'2.0',||``|schemaVersion is missing",
        "'2026-03-05T07:30:00Z','epcisBody'|'2026-03-05','epcisBody'|/creationDate|not a date",
        "'eventList'|'events'|/epcisBody/events|does not belong here",
        "'epcisBody'|'epcisbody'|/epcisbody|is not a standard field",
        "'https://ns.example.com/epcis/'|'nothing'|/@context/1/example|is not a URI",
        "'example'|'cbv'|/@context/1/cbv|is fixed by the EPCIS context",
        "'example'|'bizStep'|/@context/1/bizStep|has a meaning already",
        "'example'|'urn'|/@context/1/urn|has a meaning already",
        "2.0.0/epcis-context|2.0.0/other|/@context|the EPCIS context is not named"
      })
  void envelope_oneThingWrong_refusesAll(
      String right, @Nullable String wrong, String pointer, String message) {
    String document = Samples.document(Samples.SMALL);
    String piece = right.replace('\'', '"');
    assertThat(document).contains(piece);

    ParsedDocument parsed =
        Samples.parse(document.replace(piece, wrong == null ? "" : wrong.replace('\'', '"')));

    assertThat(parsed.events()).isEmpty();
    assertThat(parsed.faults().getFirst().pointer()).isEqualTo(pointer);
    assertThat(parsed.faults().getFirst().message()).contains(message);
    assertThat(parsed.documentFaults()).isNotEmpty();
  }

  @Test
  void context_missing_isNamed() {
    ParsedDocument parsed =
        Samples.parse(
            Samples.document(Samples.SMALL).replace("\"@context\":" + Samples.CONTEXT + ",", ""));

    assertThat(parsed.faults()).extracting(Fault::message).containsExactly("@context is missing");
    assertThat(parsed.faults().getFirst().remedy()).contains("epcis-context.jsonld");
  }

  @Test
  void bareEvent_withoutContext_isNamed() {
    ParsedDocument parsed = Samples.parse(Samples.SMALL);

    assertThat(parsed.faults()).extracting(Fault::message).containsExactly("@context is missing");
  }

  @Test
  void deepNesting_isRefused() {
    String deep = "[".repeat(1000) + "]".repeat(1000);
    ParsedDocument parsed =
        Samples.parse(Samples.document(Samples.SMALL.replace("}", ",\"example:x\":" + deep + "}")));

    assertThat(parsed.events()).isEmpty();
    assertThat(parsed.documentFaults().getFirst().message()).contains("nested too deep");
    assertThat(parsed.documentFaults().getFirst().pointer()).startsWith(EVENT + "/example:x/0/0");
  }

  @Test
  void notUtf8_namesTheByte() {
    byte[] document = Samples.document(Samples.SMALL).getBytes(StandardCharsets.ISO_8859_1);
    document[20] = (byte) 0xC0;

    ParsedDocument parsed = new EpcisJson(EpcisLimits.DEFAULT).parse(document);

    assertThat(parsed.faults().getFirst().message()).isEqualTo("byte 20 is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|nothing here",
        "[]|an array",
        "5|a number",
        "{|not JSON at byte",
        "{}x|not JSON at byte"
      })
  void notADocument_isNamed(String text, String message) {
    assertThat(Samples.parse(text).documentFaults().toString()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|not JSON at byte 1: Unexpected end-of-input: expected close marker for Object",
        "{]|not JSON at byte 1: Unexpected close marker ']': expected '}'",
      })
  void brokenJson_isToldWithoutTheParsersInsides(String text, String message) {
    assertThat(Samples.parse(text).documentFaults())
        .extracting(Fault::message)
        .containsExactly(message);
  }

  @Test
  void membersOfOnesOwn_inThousands_areRefused() {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      members.append(",\"example:").append(i).append("\":1");
    }

    ParsedDocument parsed =
        Samples.parse(Samples.document(Samples.SMALL.replace("}", members + "}")));

    assertThat(parsed.faults()).hasSize(100);
    assertThat(parsed.faults().getFirst().pointer()).isEqualTo(EVENT + "/example:10000");
    assertThat(parsed.faults().getFirst().message()).contains("too many members");
  }

  @Test
  void limits_areEnforced() {
    EpcisLimits limits = new EpcisLimits(3_000, 2, 3, 64, 16, 10);
    EpcisJson json = new EpcisJson(limits);
    String list = "\"epcList\":[\"urn:x:1\",\"urn:x:2\",\"urn:x:3\",\"urn:x:4\"]";

    assertThat(json.parse(new byte[3_001]).faults().getFirst().message())
        .isEqualTo("the document has 3001 bytes");
    assertThat(
            json.parse(
                    Samples.utf8(Samples.document(Samples.SMALL.replace("\"epcList\":[]", list))))
                .faults())
        .extracting(Fault::message)
        .contains("the list has more than 3 items");
    assertThat(
            json.parse(Samples.utf8(Samples.document(Samples.SMALL, Samples.SMALL, Samples.SMALL)))
                .faults())
        .extracting(Fault::message)
        .contains("the document has more than 2 events");
    assertThat(
            json.parse(
                    Samples.utf8(
                        Samples.document(Samples.SMALL.replace("OBSERVE", "O".repeat(65)))))
                .faults())
        .extracting(Fault::message)
        .contains("the string has 65 characters");
  }

  @Test
  void faults_areBounded_butEveryEventIsStillJudged() {
    String[] events = new String[60];
    Arrays.fill(events, "{\"type\":\"ObjectEvent\"}");

    ParsedDocument parsed = Samples.parse(Samples.document(events));

    assertThat(parsed.faults()).hasSize(100);
    assertThat(parsed.events()).isEmpty();
    assertThat(parsed.eventCount()).isEqualTo(60);
  }
}
