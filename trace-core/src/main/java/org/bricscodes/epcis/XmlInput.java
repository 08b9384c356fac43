package org.bricscodes.epcis;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Pulls elements out of an XML document, strictly bounded. Nothing is fetched, no document type is
 * let in, so that no entity can be declared; comments and processing instructions are passed over.
 * An element is either opened, and its children are pulled one by one, or read whole.
 */
final class XmlInput {

  /** What cannot be read on from. It has been reported. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken() {
      super("reported", null, false, false);
    }
  }

  /** More than any element of EPCIS has; the parser itself gives up at 200. */
  private static final int MAX_ATTRIBUTES = 100;

  /** A full event has lists of quantities, each item of which is four elements. */
  private static final int ELEMENTS_PER_LIST_ITEM = 12;

  private final XMLStreamReader reader;
  private final EpcisLimits limits;
  private final XmlFaults faults;

  /** Elements of the one that is being read whole. */
  private int elements;

  private int depth;

  XmlInput(byte[] document, int from, EpcisLimits limits, XmlFaults faults)
      throws XMLStreamException {
    this.limits = limits;
    this.faults = faults;
    ByteArrayInputStream bytes = new ByteArrayInputStream(document, from, document.length - from);
    this.reader = factory().createXMLStreamReader(bytes, "UTF-8");
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // The JDK counts every &amp; of a document against these limits. What they guard against,
    // entities that a document type declares, cannot come up here.
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.entityExpansionLimit", "0");
    factory.setXMLResolver(
        (publicID, systemID, base, namespace) -> new ByteArrayInputStream(new byte[0]));
    return factory;
  }

  /** Opens the root. */
  XmlElement root() throws XMLStreamException, Broken {
    String encoding = reader.getCharacterEncodingScheme();
    String known = encoding == null ? "UTF-8" : encoding.toUpperCase(Locale.ROOT);
    if (!known.equals("UTF-8") && !known.equals("US-ASCII")) {
      faults.atLine(
          1, "the document declares the encoding " + Fault.quote(encoding), "send it as UTF-8");
      throw new Broken();
    }
    if ("1.1".equals(reader.getVersion())) {
      faults.atLine(1, "the document is XML 1.1", "send it as XML 1.0");
      throw new Broken();
    }
    int line = line();
    int kind = next();
    while (kind != XMLStreamConstants.START_ELEMENT) {
      line = line();
      kind = next();
    }
    depth = 1;
    return element(null, line, 0);
  }

  /**
   * Opens the next child of an open element, all of whose children so far were closed.
   *
   * @param seen how many children of each name there were; counts this one
   * @return {@code null} when the element has ended
   */
  @Nullable XmlElement child(XmlElement parent, Map<String, Integer> seen)
      throws XMLStreamException, Broken {
    boolean told = false;
    while (true) {
      int line = line();
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter(line);
          String name = orEmpty(reader.getNamespaceURI()) + " " + reader.getLocalName();
          int position = seen.merge(name, 1, Integer::sum);
          return element(parent, line, position);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          return null;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!told && !reader.isWhiteSpace()) {
            told = true;
            faults.at(
                parent,
                "there is text between the elements: " + Fault.quote(reader.getText().strip()),
                "remove it");
          }
        }
        default -> {}
      }
    }
  }

  /** Passes over an open element. */
  void skip() throws XMLStreamException, Broken {
    int open = 1;
    while (open > 0) {
      int line = line();
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter(line);
          open++;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          open--;
        }
        default -> {}
      }
    }
  }

  /** Reads an open element to its end. */
  void readWhole(XmlElement element) throws XMLStreamException, Broken {
    elements = 0;
    content(element);
  }

  /** Expects nothing but white space, comments and instructions to the end of the document. */
  void end() throws XMLStreamException, Broken {
    while (reader.hasNext()) {
      next();
    }
  }

  private void content(XmlElement element) throws XMLStreamException, Broken {
    StringBuilder text = null;
    boolean tooLong = false;
    // What is carried is not one string but many members, each bounded by who reads them.
    boolean carried = XmlCarried.is(element.namespace, element.localName);
    int longest = carried ? limits.maxDocumentBytes() : limits.maxStringLength();
    while (true) {
      int line = line();
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter(line);
          elements++;
          if (elements > (long) ELEMENTS_PER_LIST_ITEM * limits.maxListItems()) {
            faults.belongTo(Fault.DOCUMENT);
            faults.at(element, "there are too many elements in one event", "send several events");
            throw new Broken();
          }
          XmlElement child = element(element, line, 0);
          element.children.add(child);
          content(child);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          element.text = text == null ? "" : text.toString();
          return;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          int length = reader.getTextLength();
          boolean blank = text == null && reader.isWhiteSpace();
          if (tooLong || blank) {
            continue;
          }
          if (text == null) {
            text = new StringBuilder(length);
          }
          text.append(reader.getTextCharacters(), reader.getTextStart(), length);
          if (text.length() > longest) {
            tooLong = true;
            text.setLength(0);
            text.append('x');
            faults.at(
                element,
                "the text has more than " + limits.maxStringLength() + " characters",
                "shorten it");
          }
        }
        default -> {}
      }
    }
  }

  /** Where the last event ended, which is where the next begins. */
  private int line() {
    return Math.max(1, reader.getLocation().getLineNumber());
  }

  private void enter(int line) throws Broken {
    depth++;
    if (depth > limits.maxDepth()) {
      faults.belongTo(Fault.DOCUMENT);
      faults.atLine(
          line,
          "elements are nested more than " + limits.maxDepth() + " deep",
          "keep to the stated limits");
      throw new Broken();
    }
  }

  private int next() throws XMLStreamException, Broken {
    int kind = reader.next();
    if (kind == XMLStreamConstants.DTD) {
      faults.belongTo(Fault.DOCUMENT);
      faults.atLine(
          line(),
          "the document has a DOCTYPE",
          "remove it: EPCIS needs none, and entities are not expanded here");
      throw new Broken();
    }
    if (kind == XMLStreamConstants.ENTITY_REFERENCE) {
      faults.belongTo(Fault.DOCUMENT);
      faults.atLine(
          line(),
          "the entity " + Fault.quote(reader.getLocalName()) + " is not declared",
          "write the character itself or a numeric reference");
      throw new Broken();
    }
    return kind;
  }

  private XmlElement element(@Nullable XmlElement parent, int line, int position) {
    Map<String, String> declared = Map.of();
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      if (declared.isEmpty()) {
        declared = new HashMap<>();
      }
      declared.put(orEmpty(reader.getNamespacePrefix(i)), orEmpty(reader.getNamespaceURI(i)));
    }
    List<XmlAttribute> attributes = List.of();
    int count = reader.getAttributeCount();
    if (count > 0) {
      attributes = new ArrayList<>(Math.min(count, MAX_ATTRIBUTES));
    }
    for (int i = 0; i < Math.min(count, MAX_ATTRIBUTES); i++) {
      attributes.add(
          new XmlAttribute(
              orEmpty(reader.getAttributePrefix(i)),
              orEmpty(reader.getAttributeNamespace(i)),
              reader.getAttributeLocalName(i),
              reader.getAttributeValue(i)));
    }
    XmlName name =
        new XmlName(
            orEmpty(reader.getPrefix()), orEmpty(reader.getNamespaceURI()), reader.getLocalName());
    XmlElement element = new XmlElement(parent, name, line, attributes, declared, position);
    if (count > MAX_ATTRIBUTES) {
      faults.at(element, "the element has " + count + " attributes", "keep to " + MAX_ATTRIBUTES);
    }
    return element;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
