package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An element of a document being read, with what stands in it and where it began. */
final class XmlElement {

  /** Elements whose children are items, numbered in paths even when there is only one. */
  private static final Set<String> HOLDERS =
      Set.of(
          "EventList",
          "epcList",
          "childEPCs",
          "inputEPCList",
          "outputEPCList",
          "quantityList",
          "childQuantityList",
          "inputQuantityList",
          "outputQuantityList",
          "bizTransactionList",
          "sourceList",
          "destinationList",
          "sensorElementList",
          "correctiveEventIDs",
          "VocabularyList",
          "VocabularyElementList",
          "children");

  final @Nullable XmlElement parent;
  final String prefix;
  final String namespace;
  final String localName;
  final int line;
  final List<XmlAttribute> attributes;
  final List<XmlElement> children = new ArrayList<>(0);

  /** Prefixes this element itself declares. */
  private final Map<String, String> declared;

  /** The how-manieth of its name, where siblings are not kept; 0 where they are. */
  private final int position;

  /** All text directly inside, as written; empty for none. */
  String text = "";

  XmlElement(
      @Nullable XmlElement parent,
      XmlName name,
      int line,
      List<XmlAttribute> attributes,
      Map<String, String> declared,
      int position) {
    this.parent = parent;
    this.prefix = name.prefix();
    this.namespace = name.namespace();
    this.localName = name.localName();
    this.line = line;
    this.attributes = attributes;
    this.declared = declared;
    this.position = position;
  }

  /** Without namespace, as all of EPCIS below the root is. */
  boolean isPlain() {
    return namespace.isEmpty();
  }

  boolean is(String plainName) {
    return isPlain() && localName.equals(plainName);
  }

  boolean hasText() {
    return !text.isBlank();
  }

  String qualifiedName() {
    return prefix.isEmpty() ? localName : prefix + ":" + localName;
  }

  /** The value of an attribute without namespace. */
  @Nullable String attribute(String name) {
    for (XmlAttribute attribute : attributes) {
      if (attribute.namespace().isEmpty() && attribute.localName().equals(name)) {
        return attribute.value();
      }
    }
    return null;
  }

  /** What a prefix stands for here; {@code null} if it is not declared. */
  @Nullable String namespaceOf(String wanted) {
    for (XmlElement at = this; at != null; at = at.parent) {
      String found = at.declared.get(wanted);
      if (found != null) {
        return found.isEmpty() ? null : found;
      }
    }
    return null;
  }

  /** The path from the root: {@code /epcis:EPCISDocument/EPCISBody/EventList/ObjectEvent[3]}. */
  String path() {
    StringBuilder path = new StringBuilder();
    appendPath(path);
    return path.toString();
  }

  private void appendPath(StringBuilder path) {
    if (parent != null) {
      parent.appendPath(path);
    }
    String name = qualifiedName();
    path.append('/').append(name, 0, Math.min(name.length(), Fault.MAX_QUOTE));
    if (name.length() > Fault.MAX_QUOTE) {
      path.append('…');
    }
    int index = index();
    if (index > 0) {
      path.append('[').append(index).append(']');
    }
  }

  private int index() {
    XmlElement holder = parent;
    if (holder == null) {
      return 0;
    }
    boolean item = HOLDERS.contains(holder.localName);
    if (position > 0) {
      return item || position > 1 ? position : 0;
    }
    int before = 0;
    int all = 0;
    for (XmlElement sibling : holder.children) {
      if (sibling.localName.equals(localName) && sibling.namespace.equals(namespace)) {
        all++;
        before += sibling.equals(this) ? all : 0;
      }
    }
    return item || all > 1 ? Math.max(before, 1) : 0;
  }
}
