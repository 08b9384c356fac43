package org.bricscodes.epcis;

import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * The strict EPCIS XML reader: {@code EPCISDocument}, {@code EPCISQueryDocument} and {@code
 * EPCISMasterDataDocument} of EPCIS 2.0, and of EPCIS 1.0, 1.1 and 1.2, which it converts; and a
 * single event as root. Like {@link EpcisJson} it accepts an event or names every fault in it,
 * never throws on bad input, never fetches anything, and needs memory in proportion to the input
 * only. A document type declaration is refused, and with it every entity there could be.
 *
 * <p>An event is turned into its JSON-LD equivalent, which is what {@link ParsedEvent#bytes()} and
 * {@link ParsedEvent#context()} hold, and judged by the JSON reader. The event hash is that of the
 * equivalent JSON. Faults are named by the path of the element or attribute, with the line in the
 * message.
 *
 * <ul>
 *   <li>Standard vocabulary values, spelled out in XML, become bare words.
 *   <li>Each event's context declares the namespaces the event uses, under the prefixes it uses
 *       them with where that is possible.
 *   <li>Elements of other namespaces become extensions whose values are strings; their attributes
 *       are kept ({@link Extension#isAttribute()}).
 *   <li>{@code xsi:} attributes, the standard business document header, and what other namespaces
 *       hold outside of events are passed over.
 *   <li>A {@code QuantityEvent} of EPCIS 1 becomes an {@code ObjectEvent} with action {@code
 *       OBSERVE} and its one class and quantity as {@code quantityList}. The wrappers {@code
 *       baseExtension} and {@code extension} of EPCIS 1 dissolve. Dispositions that CBV 1.1 renamed
 *       get their present names.
 *   <li>{@code extension} in EPCIS 2.0 is kept for versions to come: what stands in it is a fault.
 * </ul>
 *
 * <p>Instances are immutable and may be used by many threads at once.
 */
public final class EpcisXml {

  private static final int MAX_SYNTAX_MESSAGE = 160;

  private final EpcisLimits limits;
  private final JsonParsers parsers;

  public EpcisXml(EpcisLimits limits) {
    this.limits = limits;
    this.parsers = new JsonParsers(limits);
  }

  /**
   * Reads a whole document.
   *
   * @param document UTF-8, with or without byte order mark; not changed, not kept
   */
  public ParsedDocument parse(byte[] document) {
    ParsedDocument refusal = Received.refusal(document, limits);
    if (refusal != null) {
      return refusal;
    }
    XmlFaults faults = new XmlFaults(new FaultList(limits.maxFaults()));
    try {
      XmlInput input = new XmlInput(document, Received.start(document), limits, faults);
      XmlDocument walk = new XmlDocument(input, limits, faults, new XmlReading(limits, parsers));
      read(walk, faults);
      return walk.result();
    } catch (XMLStreamException e) {
      syntax(e, faults);
      return new ParsedDocument(
          0, List.of(), List.of(), faults.toList(), ParsedDocument.Excess.NONE);
    }
  }

  private static void read(XmlDocument walk, XmlFaults faults) {
    try {
      walk.read();
    } catch (XMLStreamException e) {
      syntax(e, faults);
    } catch (XmlInput.Broken e) {
      // It was reported where it was found.
      faults.belongTo(Fault.DOCUMENT);
    }
  }

  private static void syntax(XMLStreamException e, XmlFaults faults) {
    faults.belongTo(Fault.DOCUMENT);
    int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
    String message = e.getMessage() == null ? "" : e.getMessage();
    int from = message.indexOf("Message: ");
    String what = from < 0 ? message : message.substring(from + 9);
    if (what.length() > MAX_SYNTAX_MESSAGE) {
      what = what.substring(0, MAX_SYNTAX_MESSAGE);
    }
    faults.atLine(line, "not well-formed XML: " + what.strip(), "send well-formed XML");
  }
}
