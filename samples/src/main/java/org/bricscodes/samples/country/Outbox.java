package org.bricscodes.samples.country;

import java.util.ArrayList;
import java.util.List;

/** Gathers the events of one party into documents of at most {@value #MAX_EVENTS}. */
final class Outbox {

  static final int MAX_EVENTS = 500;

  private final Party party;
  private final String created;
  private final List<String> bodies = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private String header;
  private StringBuilder open = new StringBuilder();
  private int events;

  /**
   * @param introduced whether an earlier document said where the party is
   */
  Outbox(Party party, String created, boolean introduced) {
    this.party = party;
    this.created = created;
    this.header = introduced ? "" : places(party);
  }

  Party party() {
    return party;
  }

  void add(String event) {
    if (events == MAX_EVENTS) {
      close();
    }
    open.append(events == 0 ? "" : ",").append(event);
    events++;
  }

  /** All documents; {@code part} numbers the first. */
  List<CountryDocument> documents(long lot, int part) {
    close();
    List<CountryDocument> documents = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      documents.add(new CountryDocument(party, lot, part + i, counts.get(i), bodies.get(i)));
    }
    return documents;
  }

  private void close() {
    if (events > 0) {
      bodies.add(head() + open + "]}}");
      counts.add(events);
      header = "";
      open = new StringBuilder();
      events = 0;
    }
  }

  private String head() {
    return """
    {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",\
    {"trade":"https://bricscodes.org/voc/trade/","sensor":"https://bricscodes.org/voc/sensor/"}],\
    "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"%s",%s"epcisBody":{"eventList":[\
    """
        .formatted(created, header);
  }

  private static String places(Party party) {
    return """
    "epcisHeader":{"epcisMasterData":{"vocabularyList":[\
    {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[%s]}]}},\
    """
        .formatted(party.siteElement());
  }
}
