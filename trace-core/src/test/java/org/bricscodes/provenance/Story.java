package org.bricscodes.provenance;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bricscodes.capture.EventCommitment;
import org.bricscodes.epcis.ContentDigest;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventHash;
import org.bricscodes.epcis.HashProfile;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;

/** Events told in a few words, recorded in the order told. */
final class Story {

  static final String PACK = "https://id.gs1.org/01/09521222000018/21/P1";
  static final String OTHER_PACK = "https://id.gs1.org/01/09521222000018/21/P2";
  static final String LOT = "https://id.gs1.org/01/09521222000018/10/L1";
  static final String TEA = "https://id.gs1.org/01/09521222000018";
  static final String LEAF = "https://id.gs1.org/01/09521111000013/10/LEAF";
  static final String CASE = "https://id.gs1.org/00/095212220000000018";
  static final String PALLET = "https://id.gs1.org/00/095212220000009004";
  static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  static final String OTHER = "https://id.gs1.org/417/9521333000006";

  private static final byte[] CONTEXT =
      "\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\""
          .getBytes(StandardCharsets.UTF_8);

  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
  private final List<EventSource.Found> events = new ArrayList<>();
  private int entryVersion = RecordedEvent.WRITTEN_ENTRY;

  /** From here on, log entries have this version. */
  Story withEntries(int version) {
    entryVersion = version;
    return this;
  }

  /** Records an event; {@code members} are its own, in JSON with single quotes. */
  Story tell(String party, String type, String time, String members) {
    String json =
        "{'type':'%s','eventTime':'%s','eventTimeZoneOffset':'+00:00',%s}"
            .formatted(type, time, members)
            .replace('\'', '"');
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    EpcisEvent event = reader.parseEvent(bytes, CONTEXT);
    EventHash hash = EventHash.of(event, HashProfile.CBV_2_0);
    byte[] salt = new byte[32];
    salt[0] = (byte) events.size();
    String eventID = Optional.ofNullable(event.eventID()).orElse(hash.uri());
    RecordedEvent recorded =
        new RecordedEvent(
            eventID,
            party,
            Instant.parse("2026-06-01T00:00:00Z").plusSeconds(events.size()),
            events.size(),
            salt,
            ContentDigest.of(bytes, CONTEXT),
            hash.digest(),
            CONTEXT,
            bytes,
            entryVersion);
    events.add(new EventSource.Found(recorded, event));
    return this;
  }

  Story object(String party, String time, String bizStep, String epcOrLot, String more) {
    String what =
        isClass(epcOrLot)
            ? "'epcList':[],'quantityList':[{'epcClass':'%s'}]".formatted(epcOrLot)
            : "'epcList':['%s']".formatted(epcOrLot);
    return tell(
        party,
        "ObjectEvent",
        time,
        "'action':'OBSERVE','bizStep':'%s',%s%s".formatted(bizStep, what, more));
  }

  Story pack(String time, String parent, String... children) {
    return aggregate(time, "ADD", "packing", parent, children);
  }

  Story unpack(String time, String parent, String... children) {
    return aggregate(time, "DELETE", "unpacking", parent, children);
  }

  private Story aggregate(
      String time, String action, String step, String parent, String... children) {
    String list = children.length == 0 ? "" : "'" + String.join("','", children) + "'";
    return tell(
        FACTORY,
        "AggregationEvent",
        time,
        "'action':'%s','bizStep':'%s','parentID':'%s','childEPCs':[%s]"
            .formatted(action, step, parent, list));
  }

  Story transform(String time, String input, String output) {
    return tell(
        FACTORY,
        "TransformationEvent",
        time,
        "'bizStep':'commissioning',%s,%s".formatted(side("input", input), side("output", output)));
  }

  private static boolean isClass(String id) {
    return id.contains("/10/") || id.length() == TEA.length();
  }

  private static String side(String name, String id) {
    return id.contains("/10/")
        ? "'%sQuantityList':[{'epcClass':'%s'}]".formatted(name, id)
        : "'%sEPCList':['%s']".formatted(name, id);
  }

  List<EventSource.Found> events() {
    return events;
  }

  EventList source() {
    return new EventList(events);
  }

  /** A log with an entry for each event, published. */
  TransparencyLog log(Path folder, SignerKey key, InstantSource clock) {
    TransparencyLog log =
        TransparencyLog.open(folder, key, LogOptions.standard(clock, new Random(8)));
    for (EventSource.Found event : events()) {
      log.append(List.of(EventCommitment.of(event.recorded()).bytes()));
    }
    log.publish();
    return log;
  }

  Trace trace() {
    return new TraceGraph(source()).ofItem(PACK, LOT);
  }

  /** What a trace holds, as {@code sequence:via}, in its order. */
  static List<String> shape(Trace trace) {
    return trace.events().stream()
        .map(event -> event.recorded().sequence() + ":" + event.via())
        .toList();
  }
}
