package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The standard fields of an event, out of their wrappers, and what is not of the standard. What is
 * unknown, out of order, doubled or not empty where it should be has been reported.
 */
final class XmlFields {

  private static final Set<String> REPEATABLE = Set.of("certificationInfo");

  private final XmlDialect dialect;
  private final XmlFaults faults;
  private final Map<String, List<XmlElement>> fields = new HashMap<>();
  private final List<XmlElement> foreign = new ArrayList<>(0);

  private XmlFields(XmlDialect dialect, XmlFaults faults) {
    this.dialect = dialect;
    this.faults = faults;
  }

  static XmlFields of(XmlElement event, XmlShape shape, XmlDialect dialect, XmlFaults faults) {
    XmlFields fields = new XmlFields(dialect, faults);
    fields.gather(event, shape);
    return fields;
  }

  /** The one element of this name. */
  @Nullable XmlElement one(String name) {
    List<XmlElement> all = fields.get(name);
    return all == null ? null : all.getFirst();
  }

  List<XmlElement> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** Elements in namespaces of others, in document order. */
  List<XmlElement> foreign() {
    return foreign;
  }

  private void gather(XmlElement holder, XmlShape shape) {
    XmlCheck.noText(holder, faults);
    int last = -1;
    XmlElement before = null;
    for (XmlElement child : holder.children) {
      if (!XmlCheck.isStandard(child, faults)) {
        if (!XmlCarried.is(child.namespace, child.localName)) {
          foreign.add(child);
        }
        before = child;
        last = Integer.MAX_VALUE;
        continue;
      }
      int place = shape.placeOf(child.localName);
      if (place < 0) {
        unknown(holder, child, shape);
        continue;
      }
      if (place < last && before != null) {
        faults.at(
            child,
            child.localName + " stands after " + before.qualifiedName(),
            "move it up, before " + before.qualifiedName());
      } else {
        last = place;
        before = child;
      }
      XmlShape inner = shape.wrapper(child.localName);
      if (inner != null) {
        XmlCheck.attributes(child, Set.of(), faults);
        gather(child, inner);
      } else {
        put(child);
      }
    }
  }

  private void put(XmlElement child) {
    List<XmlElement> all = fields.computeIfAbsent(child.localName, name -> new ArrayList<>(1));
    if (!all.isEmpty() && !REPEATABLE.contains(child.localName)) {
      faults.at(child, child.localName + " stands twice", "keep one of them");
    } else {
      all.add(child);
    }
  }

  private void unknown(XmlElement holder, XmlElement child, XmlShape shape) {
    String name = child.localName;
    String remedy;
    XmlShape inner = shape.wrapper("extension");
    if (faults.isFull()) {
      remedy = "not told";
    } else if (inner != null && inner.placeOf(name) >= 0) {
      remedy = "EPCIS " + dialect.version() + " has it inside extension";
    } else if (holder.localName.endsWith("xtension") && EventField.of(name) != null) {
      remedy = "EPCIS " + dialect.version() + " has it directly in the event, if at all";
    } else {
      String meant = Nearest.to(name, shape.names());
      remedy =
          (meant == null ? "" : "did you mean " + meant + "? ")
              + "elements of your own take a namespace of your own";
    }
    faults.at(child, Fault.quote(name) + " does not belong in " + holder.localName, remedy);
  }
}
