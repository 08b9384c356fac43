package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedDocument;
import org.bricscodes.epcis.ParsedEvent;

/** Small EPCIS documents for tests. */
final class Documents {

  private static final String CONTEXT =
      "\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"";

  private Documents() {}

  /** An observation of one pack; {@code minute} is its event time and sets its content apart. */
  static String event(String eventID, int pack, int minute) {
    return """
    {"type":"ObjectEvent","eventID":"%s","eventTime":"2026-03-04T%02d:%02d:00Z",
     "eventTimeZoneOffset":"+08:00","epcList":["https://id.gs1.org/01/09521234543213/21/P%d"],
     "action":"OBSERVE","bizStep":"shipping",
     "readPoint":{"id":"https://id.gs1.org/414/9521234000013"}}\
    """
        .formatted(eventID, minute / 60 % 24, minute % 60, pack);
  }

  /** The same without an eventID. */
  static String anonymous(int pack, int minute) {
    return event("x", pack, minute).replace("\"eventID\":\"x\",", "");
  }

  /** A declaration that the event was wrong. */
  static String error(String eventID, int pack, int minute) {
    return event(eventID, pack, minute)
        .replace(
            "\"action\"",
            "\"errorDeclaration\":{\"declarationTime\":\"2026-03-05T00:00:00Z\","
                + "\"reason\":\"incorrect_data\"},\"action\"");
  }

  static byte[] document(String... events) {
    return document(List.of(events));
  }

  static byte[] document(List<String> events) {
    return """
    {"@context":[%s],"type":"EPCISDocument","schemaVersion":"2.0",
     "creationDate":"2026-03-04T05:06:07Z","epcisBody":{"eventList":[%s]}}\
    """
        .formatted(CONTEXT, String.join(",\n", events))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A document in XML with observations of these packs, their eventIDs made from the numbers. */
  static byte[] xml(int... packs) {
    StringBuilder events = new StringBuilder();
    for (int pack : packs) {
      events.append(
          """
          <ObjectEvent><eventTime>2026-03-04T00:00:00Z</eventTime>
          <eventTimeZoneOffset>+08:00</eventTimeZoneOffset><eventID>%s</eventID>
          <epcList><epc>https://id.gs1.org/01/09521234543213/21/P%d</epc></epcList>
          <action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
          </ObjectEvent>
          """
              .formatted(uuid(pack), pack));
    }
    return """
    <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0"
    creationDate="2026-03-04T05:06:07Z"><EPCISBody><EventList>
    %s</EventList></EPCISBody></epcis:EPCISDocument>
    """
        .formatted(events)
        .getBytes(StandardCharsets.UTF_8);
  }

  static List<ParsedEvent> parsed(String... events) {
    ParsedDocument document = new EpcisJson(EpcisLimits.DEFAULT).parse(document(List.of(events)));
    assertThat(document.faults()).isEmpty();
    return document.events();
  }

  /** Events {@code urn:uuid:…} of packs {@code from} to one less than {@code to}. */
  static List<ParsedEvent> packs(int from, int to) {
    List<String> events = new ArrayList<>();
    for (int pack = from; pack < to; pack++) {
      events.add(event(uuid(pack), pack, pack));
    }
    return parsed(events.toArray(String[]::new));
  }

  static String uuid(int number) {
    return "urn:uuid:00000000-0000-4000-8000-%012d".formatted(number);
  }
}
