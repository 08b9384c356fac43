package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Walks a document in XML from its root to its events, one at a time: what is held is the events
 * taken so far and the tree of one.
 */
final class XmlDocument {

  private static final Set<String> ROOT_ATTRIBUTES = Set.of("schemaVersion", "creationDate");

  private final XmlInput input;
  private final EpcisLimits limits;
  private final XmlFaults faults;
  private final XmlReading reading;
  private final List<ParsedEvent> events = new ArrayList<>();
  private final List<VocabularyElement> masterData = new ArrayList<>();
  private int eventCount;
  private ParsedDocument.Excess excess = ParsedDocument.Excess.NONE;

  XmlDocument(XmlInput input, EpcisLimits limits, XmlFaults faults, XmlReading reading) {
    this.input = input;
    this.limits = limits;
    this.faults = faults;
    this.reading = reading;
  }

  /** What was read; where reading broke off, that has been reported by now. */
  ParsedDocument result() {
    boolean broken = faults.hasDocumentFault();
    return new ParsedDocument(
        eventCount,
        broken ? List.of() : events,
        broken ? List.of() : masterData,
        faults.toList(),
        excess);
  }

  /** Reads the document to its end. */
  void read() throws XMLStreamException, XmlInput.Broken {
    XmlElement root = input.root();
    if (isEvent(root)) {
      alone(root);
      return;
    }
    XmlDialect.Root kind = kind(root);
    XmlDialect dialect = dialect(root, kind);
    rootAttributes(root, dialect);
    Steps steps = new Steps(root, List.of("EPCISHeader", "EPCISBody", "extension"));
    for (XmlElement child = steps.next(); child != null; child = steps.next()) {
      switch (child.localName) {
        case "EPCISHeader" -> header(child);
        case "EPCISBody" -> body(child, dialect, kind);
        default -> input.skip();
      }
    }
    steps.require("EPCISBody", "with the events");
    input.end();
  }

  /** An event that is the whole document, its root with or without the namespace of documents. */
  private static boolean isEvent(XmlElement root) {
    XmlDialect dialect =
        root.isPlain() ? XmlDialect.TWO : XmlDialect.of(XmlDialect.Root.DOCUMENT, root.namespace);
    return dialect != null && XmlShape.of(dialect, root.localName) != null;
  }

  private void alone(XmlElement root) throws XMLStreamException, XmlInput.Broken {
    XmlDialect named = XmlDialect.of(XmlDialect.Root.DOCUMENT, root.namespace);
    XmlDialect dialect = named == null ? XmlDialect.TWO : named;
    eventCount = 1;
    faults.belongTo(0);
    input.readWhole(root);
    XmlShape shape = XmlShape.events(dialect).get(root.localName);
    if (shape != null) {
      ParsedEvent parsed = reading.event(0, root, dialect, shape, faults);
      if (parsed != null) {
        events.add(parsed);
      }
    }
    faults.belongTo(Fault.DOCUMENT);
    input.end();
  }

  private XmlDialect.Root kind(XmlElement root) throws XmlInput.Broken {
    XmlDialect.Root kind = XmlDialect.Root.of(root.localName);
    if (kind == null) {
      String meant = Nearest.to(root.localName, XmlDialect.Root.elements());
      faults.at(
          root,
          Fault.quote(root.qualifiedName()) + " is no document of EPCIS",
          meant == null
              ? "send an EPCISDocument, or an EPCISQueryDocument with query results"
              : "did you mean " + meant + "?");
      throw new XmlInput.Broken();
    }
    return kind;
  }

  private XmlDialect dialect(XmlElement root, XmlDialect.Root kind) throws XmlInput.Broken {
    XmlDialect dialect = XmlDialect.of(kind, root.namespace);
    if (dialect == null) {
      faults.at(
          root,
          root.isPlain()
              ? "the root has no namespace"
              : "the namespace of the root is " + Fault.quote(root.namespace),
          "write "
              + XmlDialect.TWO.namespace(kind)
              + " for EPCIS 2.0, "
              + XmlDialect.ONE.namespace(kind)
              + " for EPCIS 1.0 to 1.2");
      throw new XmlInput.Broken();
    }
    return dialect;
  }

  private void rootAttributes(XmlElement root, XmlDialect dialect) {
    XmlCheck.plainAttributes(root, ROOT_ATTRIBUTES, faults);
    String version = root.attribute("schemaVersion");
    if (version == null) {
      faults.at(
          root, "schemaVersion is missing", "add schemaVersion=\"" + dialect.version() + "\"");
    } else if (!dialect.reads(version.strip())) {
      faults.at(
          root,
          "schemaVersion",
          "the namespace is not that of version " + Fault.quote(version),
          "write " + dialect.version() + ", or the namespace of the version you mean");
    }
    String created = root.attribute("creationDate");
    if (created == null) {
      faults.at(root, "creationDate is missing", "add creationDate: " + Rfc3339.REMEDY);
    } else if (!isTime(created.strip())) {
      faults.at(
          root, "creationDate", Fault.quote(created) + " is not a date and time", Rfc3339.REMEDY);
    }
  }

  /** XML Schema lets the zone out, and nothing depends on this time. */
  private static boolean isTime(String text) {
    return Rfc3339.parse(text) != null || Rfc3339.parse(text + "Z") != null;
  }

  private void header(XmlElement header) throws XMLStreamException, XmlInput.Broken {
    Steps steps = new Steps(header, List.of("extension"));
    for (XmlElement child = steps.next(); child != null; child = steps.next()) {
      if (child.isPlain()) {
        headerExtension(child);
      } else {
        input.skip();
      }
    }
  }

  private void headerExtension(XmlElement extension) throws XMLStreamException, XmlInput.Broken {
    Steps steps = new Steps(extension, List.of("EPCISMasterData", "extension"));
    for (XmlElement child = steps.next(); child != null; child = steps.next()) {
      if (child.is("EPCISMasterData")) {
        masterData(child);
      } else {
        input.skip();
      }
    }
  }

  private void body(XmlElement body, XmlDialect dialect, XmlDialect.Root kind)
      throws XMLStreamException, XmlInput.Broken {
    switch (kind) {
      case DOCUMENT -> {
        Steps steps = new Steps(body, List.of("EventList", "extension"));
        for (XmlElement child = steps.next(); child != null; child = steps.next()) {
          if (child.is("EventList")) {
            eventList(child, dialect);
          } else {
            input.skip();
          }
        }
        steps.require("EventList", "with the events");
      }
      case QUERY_DOCUMENT -> queryBody(body, dialect.namespace(kind), dialect);
      case MASTER_DATA_DOCUMENT -> masterData(body);
    }
  }

  /** Reads the vocabularies among an element's children. */
  private void masterData(XmlElement holder) throws XMLStreamException, XmlInput.Broken {
    Steps steps = new Steps(holder, List.of("VocabularyList", "extension"));
    for (XmlElement child = steps.next(); child != null; child = steps.next()) {
      if (child.is("VocabularyList")) {
        input.readWhole(child);
        masterData.addAll(reading.masterData(child, faults));
      } else {
        input.skip();
      }
    }
  }

  private void queryBody(XmlElement body, String queries, XmlDialect dialect)
      throws XMLStreamException, XmlInput.Broken {
    Map<String, Integer> seen = new HashMap<>();
    boolean found = false;
    for (XmlElement child = input.child(body, seen);
        child != null;
        child = input.child(body, seen)) {
      // The schema has it in the query namespace; other repositories send it without any.
      boolean results =
          child.localName.equals("QueryResults")
              && (child.isPlain() || child.namespace.equals(queries));
      if (results && !found) {
        found = true;
        results(child, dialect);
      } else {
        faults.at(
            child,
            Fault.quote(child.qualifiedName()) + " is not read here",
            "one QueryResults, in the namespace " + queries + ", holds the events");
        input.skip();
      }
    }
    if (!found) {
      faults.at(body, "QueryResults is missing", "add the results of a query");
    }
  }

  private void results(XmlElement results, XmlDialect dialect)
      throws XMLStreamException, XmlInput.Broken {
    Steps steps =
        new Steps(results, List.of("queryName", "subscriptionID", "resultsBody", "extension"));
    for (XmlElement child = steps.next(); child != null; child = steps.next()) {
      if (!child.is("resultsBody")) {
        input.skip();
        continue;
      }
      Steps inner = new Steps(child, List.of("EventList", "VocabularyList"));
      for (XmlElement list = inner.next(); list != null; list = inner.next()) {
        if (list.is("EventList")) {
          eventList(list, dialect);
        } else if (list.is("VocabularyList")) {
          input.readWhole(list);
          masterData.addAll(reading.masterData(list, faults));
        } else {
          input.skip();
        }
      }
    }
    steps.require("queryName", "such as SimpleEventQuery");
    steps.require("resultsBody", "with an EventList");
  }

  private void eventList(XmlElement list, XmlDialect dialect)
      throws XMLStreamException, XmlInput.Broken {
    Map<String, Integer> seen = new HashMap<>();
    XmlCheck.plainAttributes(list, Set.of(), faults);
    for (XmlElement child = input.child(list, seen);
        child != null;
        child = input.child(list, seen)) {
      if (child.is("extension")) {
        eventList(child, dialect);
      } else {
        event(list, child, dialect);
      }
    }
  }

  private void event(XmlElement list, XmlElement event, XmlDialect dialect)
      throws XMLStreamException, XmlInput.Broken {
    if (eventCount == limits.maxEvents()) {
      excess = ParsedDocument.Excess.EVENTS;
      faults.at(
          event,
          "the document has more than " + limits.maxEvents() + " events",
          "send several documents");
      throw new XmlInput.Broken();
    }
    faults.belongTo(eventCount);
    XmlShape shape = shape(list, event, dialect);
    if (shape == null) {
      input.skip();
    } else {
      input.readWhole(event);
      ParsedEvent parsed = reading.event(eventCount, event, dialect, shape, faults);
      if (parsed != null) {
        events.add(parsed);
      }
    }
    faults.belongTo(Fault.DOCUMENT);
    eventCount++;
  }

  private @Nullable XmlShape shape(XmlElement list, XmlElement event, XmlDialect dialect) {
    boolean inExtension = list.is("extension");
    if (!XmlCheck.isStandard(event, faults)) {
      if (inExtension) {
        return XmlShape.extended();
      }
      faults.at(
          event,
          Fault.quote(event.qualifiedName()) + " is not a standard event",
          "put events of types of your own into extension, inside EventList");
      return null;
    }
    XmlShape shape = XmlShape.of(dialect, event.localName);
    if (shape == null) {
      notAnEvent(event, dialect);
    } else if (inExtension && dialect == XmlDialect.TWO) {
      faults.at(
          event,
          event.localName + " stands in extension",
          "EPCIS 2.0 has every standard event directly in EventList");
    }
    return shape;
  }

  private void notAnEvent(XmlElement event, XmlDialect dialect) {
    String remedy;
    if (event.localName.equals("QuantityEvent")) {
      remedy = "EPCIS 2.0 says it by an ObjectEvent with a quantityList";
    } else {
      Set<String> known = XmlShape.events(dialect).keySet();
      String meant = Nearest.to(event.localName, known);
      remedy =
          meant == null
              ? "EventList holds " + String.join(", ", known.stream().sorted().toList())
              : "did you mean " + meant + "?";
    }
    faults.at(event, Fault.quote(event.qualifiedName()) + " is not an event", remedy);
  }

  /**
   * The children of an open element in their order, each once; whatever does not belong has been
   * reported and passed over. Elements in namespaces of others are passed over where the schema
   * lets them stand; the header of a business document stands first.
   */
  private final class Steps {

    private final XmlElement holder;
    private final List<String> names;
    private final Map<String, Integer> seen = new HashMap<>();
    private int last = -1;

    Steps(XmlElement holder, List<String> names) {
      this.holder = holder;
      this.names = names;
    }

    @Nullable XmlElement next() throws XMLStreamException, XmlInput.Broken {
      while (true) {
        XmlElement child = input.child(holder, seen);
        if (child == null) {
          return null;
        }
        if (XmlDialect.isOfEpcis(child.namespace)) {
          // Nothing would be found below it: every element would be in that namespace too.
          XmlCheck.isStandard(child, faults);
          throw new XmlInput.Broken();
        }
        if (!child.isPlain()) {
          input.skip();
          continue;
        }
        int place = names.indexOf(child.localName);
        if (place < 0) {
          XmlCheck.stray(holder, child, String.join(", ", names), faults);
        } else if (place == last) {
          faults.at(child, child.localName + " stands twice", "keep one of them");
        } else if (place < last) {
          faults.at(
              child,
              child.localName + " stands after " + names.get(last),
              "move it up, before " + names.get(last));
        } else {
          last = place;
          return child;
        }
        input.skip();
      }
    }

    void require(String name, String what) {
      if (!seen.containsKey(" " + name)) {
        faults.at(holder, name + " is missing", "add " + name + ", " + what);
      }
    }
  }
}
