package org.bricscodes.samples.crash;

import java.time.Instant;
import java.util.List;

/**
 * The events of the drill. A round has a window of time of its own, and things of its own that all
 * its events name, so that every term of the index can be asked for the events of one round.
 */
final class Events {

  static final String JSON = "application/ld+json";

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ROUND_SECONDS = 1_000;
  private static final String CONTEXT =
      "\"@context\":\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"";

  private Events() {}

  static String id(int round, int number) {
    return "urn:uuid:%08x-0000-4000-8000-%012x".formatted(round, number);
  }

  /** One event, to be sent alone. */
  static String of(int round, int number) {
    return "{" + CONTEXT + "," + fields(round, number) + "}";
  }

  /** A document of events with consecutive numbers. */
  static String document(int round, int first, int count) {
    StringBuilder list = new StringBuilder();
    for (int number = first; number < first + count; number++) {
      list.append(number == first ? "{" : ",{").append(fields(round, number)).append('}');
    }
    return """
    {%s,"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-01T09:00:00Z",
     "epcisBody":{"eventList":[%s]}}\
    """
        .formatted(CONTEXT, list);
  }

  private static String fields(int round, int number) {
    return """
    "type":"ObjectEvent","eventID":"%s","eventTime":"%s","eventTimeZoneOffset":"+00:00",
    "action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",
    "epcList":["https://id.gs1.org/01/09521222000018/21/R%d",
               "https://id.gs1.org/01/09521222000018/21/R%dN%d"],
    "quantityList":[{"epcClass":"https://id.gs1.org/01/09521222000018/10/R%d","quantity":5}],
    "readPoint":{"id":"https://id.gs1.org/414/9521222000018"},
    "bizLocation":{"id":"https://id.gs1.org/414/9521222000025"},
    "bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:9521222000018:%d"}],
    "sourceList":[{"type":"owning_party","source":"https://id.gs1.org/417/9521222000018"}],
    "destinationList":[{"type":"owning_party","destination":"https://id.gs1.org/417/9521222000025"}],
    "sensorElementList":[{"sensorMetadata":{"deviceID":"https://id.gs1.org/8004/9521833LOG0417"},
      "sensorReport":[{"type":"Temperature","value":4.1,"uom":"CEL"}]}]\
    """
        .formatted(
            id(round, number), start(round).plusMillis(number), round, round, number, round, round);
  }

  private static Instant start(int round) {
    return BEGIN.plusSeconds((long) round * ROUND_SECONDS);
  }

  /** A query for the events of a round by each term of the index that they share. */
  static List<String> queries(int round) {
    String window =
        "/epcis/events?perPage=1000&GE_eventTime=%s&LT_eventTime=%s&"
            .formatted(start(round), start(round + 1));
    return List.of(
            "eventType=ObjectEvent",
            "EQ_bizStep=shipping",
            "EQ_disposition=in_transit",
            "EQ_readPoint=https://id.gs1.org/414/9521222000018",
            "EQ_bizLocation=https://id.gs1.org/414/9521222000025",
            "EQ_bizTransaction_po=urn:epcglobal:cbv:bt:9521222000018:" + round,
            "EQ_source_owning_party=https://id.gs1.org/417/9521222000018",
            "EQ_destination_owning_party=https://id.gs1.org/417/9521222000025",
            "EQ_deviceID=https://id.gs1.org/8004/9521833LOG0417",
            "MATCH_epc=https://id.gs1.org/01/09521222000018/21/R" + round,
            "MATCH_epcClass=https://id.gs1.org/01/09521222000018/10/R" + round)
        .stream()
        .map(window::concat)
        .toList();
  }

  /** A query for one event by what it alone names. */
  static String own(int round, int number) {
    return "/epcis/events?MATCH_epc=https://id.gs1.org/01/09521222000018/21/R%dN%d"
        .formatted(round, number);
  }
}
