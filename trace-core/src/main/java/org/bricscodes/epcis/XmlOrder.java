package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The children of a small element by name, those of other namespaces apart. What is unknown, out of
 * order or doubled has been reported.
 */
final class XmlOrder {

  private final XmlElement holder;
  private final XmlFaults faults;
  private final Map<String, List<XmlElement>> byName = new HashMap<>();
  private final List<XmlElement> foreign = new ArrayList<>(0);

  XmlOrder(XmlElement holder, List<String> names, XmlFaults faults) {
    this(holder, names, Set.of(), faults);
  }

  /**
   * @param names in the order in which they stand
   * @param repeatable those that may stand more than once
   */
  XmlOrder(XmlElement holder, List<String> names, Set<String> repeatable, XmlFaults faults) {
    this.holder = holder;
    this.faults = faults;
    gather(names, repeatable);
    XmlElement before = null;
    for (XmlElement child : holder.children) {
      if (before != null && place(names, child) < place(names, before)) {
        faults.at(
            child,
            child.qualifiedName() + " stands after " + before.qualifiedName(),
            "move it up, before " + before.qualifiedName());
      } else if (place(names, child) >= 0) {
        before = child;
      }
    }
  }

  private XmlOrder(XmlElement holder, XmlFaults faults) {
    this.holder = holder;
    this.faults = faults;
  }

  /** Children in any order, each at most once. */
  static XmlOrder anyOrder(XmlElement holder, List<String> names, XmlFaults faults) {
    XmlOrder order = new XmlOrder(holder, faults);
    order.gather(names, Set.of());
    return order;
  }

  private void gather(List<String> names, Set<String> repeatable) {
    XmlCheck.noText(holder, faults);
    for (XmlElement child : holder.children) {
      if (!XmlCheck.isStandard(child, faults)) {
        foreign.add(child);
      } else if (!names.contains(child.localName)) {
        String meant = faults.isFull() ? null : Nearest.to(child.localName, names);
        faults.at(
            child,
            Fault.quote(child.localName) + " does not belong in " + holder.localName,
            meant == null
                ? "only " + String.join(", ", names) + " do"
                : "did you mean " + meant + "?");
      } else {
        List<XmlElement> all = byName.computeIfAbsent(child.localName, n -> new ArrayList<>(1));
        if (!all.isEmpty() && !repeatable.contains(child.localName)) {
          faults.at(child, child.localName + " stands twice", "keep one of them");
        } else {
          all.add(child);
        }
      }
    }
  }

  /** Unknown ones were reported and have no place to be out of: -1. */
  private static int place(List<String> names, XmlElement child) {
    boolean other = !child.isPlain() && !XmlDialect.isOfEpcis(child.namespace);
    return other ? names.size() : names.indexOf(child.localName);
  }

  @Nullable XmlElement one(String name) {
    List<XmlElement> all = byName.get(name);
    return all == null ? null : all.getFirst();
  }

  List<XmlElement> all(String name) {
    return byName.getOrDefault(name, List.of());
  }

  List<XmlElement> foreign() {
    return foreign;
  }

  void noForeign() {
    for (XmlElement child : foreign) {
      faults.at(
          child,
          Fault.quote(child.qualifiedName()) + " does not belong in " + holder.localName,
          "remove it");
    }
  }

  /**
   * Takes what others have put into {@code extension}, where the schema lets it stand too; EPCIS
   * itself keeps that element for later versions, whose meaning nobody knows yet.
   */
  void openExtension() {
    XmlElement extension = one("extension");
    if (extension == null) {
      return;
    }
    XmlCheck.noText(extension, faults);
    for (XmlElement child : extension.children) {
      if (child.isPlain() || XmlDialect.isOfEpcis(child.namespace)) {
        faults.at(
            child,
            Fault.quote(child.localName) + " does not belong in extension",
            "what stands there without a namespace is kept for later versions of EPCIS");
      } else {
        foreign.add(child);
      }
    }
  }
}
