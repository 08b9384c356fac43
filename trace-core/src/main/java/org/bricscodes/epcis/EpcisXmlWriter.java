package org.bricscodes.epcis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes stored events as EPCIS 2.0 XML documents (EPCIS 2.0 XSD). {@code recordTime} and {@code
 * eventID} are always there; times are in UTC. {@link EpcisXml} reads an event back with the event
 * hash it had, whatever forms were asked for.
 *
 * <ul>
 *   <li>Prefixes of the events' contexts are declared at the root, where two events mean different
 *       namespaces by one prefix at the event. CURIEs stay as they are.
 *   <li>Standard values are URIs, of sensor data CURIEs with {@code gs1:}, as in the examples of
 *       the standard.
 *   <li>Extensions are elements, those of sensor metadata and reports attributes. Numbers and truth
 *       values are text.
 *   <li>What XML cannot say (a name that is none in XML, a control character, an array in an array,
 *       a second {@code certificationInfo}) is carried as JSON in the last element of its event,
 *       {@code event} of the namespace {@code https://bricscodes.org/epcis-json/v1}.
 * </ul>
 *
 * <p>The same events give the same bytes. Never fails on events that were captured.
 */
public final class EpcisXmlWriter {

  private static final String DOCUMENTS = "urn:epcglobal:epcis:xsd:2";
  private static final String QUERIES = "urn:epcglobal:epcis-query:xsd:2";

  /** What was captured is read again whatever bounds it was captured under. */
  private static final EpcisLimits STORED =
      new EpcisLimits(
          Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 512, 1_000);

  private static final EpcisJson JSON = new EpcisJson(STORED);

  private final List<Stored> events;
  private final EpcTranslation translation;
  private final XmlBindings root = XmlBindings.root();
  private final Utf8Buffer out;
  private final XmlText xml;

  /** An event as it is stored, and read. */
  private record Stored(RecordedEvent recorded, EpcisJson.Stored read, XmlWordWriter words) {}

  /**
   * @param prefix of the root, which is its own
   */
  private EpcisXmlWriter(
      String prefix,
      String namespace,
      List<RecordedEvent> recorded,
      EpcTranslation translation,
      CbvXmlFormat format) {
    this.translation = translation;
    this.events = new ArrayList<>(recorded.size());
    this.out = new Utf8Buffer(512 + 2048 * recorded.size());
    this.xml = new XmlText(out);
    root.declare(prefix, namespace);
    root.declare("cbv", Vocabulary.CBV);
    root.declare("cbvmda", "urn:epcglobal:cbv:mda");
    root.declare("gs1", "https://gs1.org/voc/");
    for (RecordedEvent each : recorded) {
      EpcisJson.Stored read = JSON.parseStored(each.event(), each.context());
      XmlWordWriter words = new XmlWordWriter(translation, format, read.scope());
      events.add(new Stored(each, read, words));
      for (Map.Entry<String, String> declared : words.declarable().entrySet()) {
        if (root.namespace(declared.getKey()) == null) {
          root.declare(declared.getKey(), declared.getValue());
        }
      }
    }
  }

  /** An {@code EPCISDocument}; of one event, what is sent back for it alone. */
  public static byte[] document(
      List<RecordedEvent> events,
      Instant creationDate,
      EpcTranslation translation,
      CbvXmlFormat format) {
    return new EpcisXmlWriter("epcis", DOCUMENTS, events, translation, format)
        .document(creationDate);
  }

  /**
   * An {@code EPCISQueryDocument}.
   *
   * @param queryName of an ad-hoc query: {@code SimpleEventQuery}
   * @param subscriptionID {@code null} when it was asked for, not subscribed to
   */
  public static byte[] queryDocument(
      List<RecordedEvent> events,
      String queryName,
      @Nullable String subscriptionID,
      Instant creationDate,
      EpcTranslation translation,
      CbvXmlFormat format) {
    return new EpcisXmlWriter("epcisq", QUERIES, events, translation, format)
        .queryDocument(queryName, subscriptionID, creationDate);
  }

  private byte[] document(Instant creationDate) {
    start("epcis:EPCISDocument", creationDate);
    xml.start("EPCISBody");
    list();
    xml.end("EPCISBody").end("epcis:EPCISDocument");
    return out.toByteArray();
  }

  private byte[] queryDocument(
      String queryName, @Nullable String subscriptionID, Instant creationDate) {
    start("epcisq:EPCISQueryDocument", creationDate);
    xml.start("EPCISBody").start("epcisq:QueryResults").leaf("queryName", queryName);
    if (subscriptionID != null) {
      xml.leaf("subscriptionID", subscriptionID);
    }
    xml.start("resultsBody");
    list();
    xml.end("resultsBody").end("epcisq:QueryResults").end("EPCISBody");
    xml.end("epcisq:EPCISQueryDocument");
    return out.toByteArray();
  }

  private void start(String name, Instant creationDate) {
    xml.declaration().start(name);
    root.own().forEach(xml::namespace);
    xml.attribute("schemaVersion", "2.0");
    xml.attribute("creationDate", Rfc3339.millis(creationDate));
  }

  private void list() {
    xml.start("EventList");
    for (Stored stored : events) {
      new XmlEventWriter(xml, root, stored.recorded, stored.read, stored.words, translation)
          .write();
    }
    xml.end("EventList");
  }
}
