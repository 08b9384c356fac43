package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes what lies outside the standard: each member as an element of its namespace, an array as
 * that element repeated, an object as an element with elements, numbers, {@code true} and {@code
 * false} as text, {@code null} as an empty element. What came from an attribute becomes one again.
 *
 * <p>JSON can say more: names that are none in XML, arrays in arrays, JSON-LD keywords, control
 * characters. A member with such a thing inside is left out as a whole, and said so.
 */
final class XmlExtensionWriter {

  private static final String XMLNS = "http://www.w3.org/2000/xmlns/";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  /** Digits after which a number is written without trailing zeros, as its hash is taken. */
  private static final int MANY_DIGITS = 100;

  private final XmlText xml;

  XmlExtensionWriter(XmlText xml) {
    this.xml = xml;
  }

  /** The namespace as XML spells it. */
  static String inXml(String namespace) {
    return namespace.equals("urn:epcglobal:cbv:mda:") ? "urn:epcglobal:cbv:mda" : namespace;
  }

  /** Whether an element of this namespace would not be taken for something else. */
  static boolean isForeign(String namespace) {
    return !namespace.isEmpty()
        && !XmlDialect.isOfEpcis(namespace)
        && !Scope.isOtherSpelling(namespace)
        && !namespace.equals(XMLNS)
        && !namespace.equals(XmlDialect.XSI)
        && !namespace.equals(XML)
        && !namespace.equals(XmlEventWriter.CARRIER)
        && XmlText.carries(namespace);
  }

  /** Whether XML can say this as an element. */
  boolean isElement(Extension member) {
    return XmlText.isName(member.localName())
        && isForeign(member.namespace())
        && isSayable(member.value());
  }

  /** Whether XML can say this as an attribute of one's own, which its name says it was. */
  boolean isOwnAttribute(Extension member) {
    return member.localName().startsWith("@")
        && isAttributeName(member.localName().substring(1), member.namespace())
        && isScalar(member.value());
  }

  /** Whether XML can say this as an attribute of sensor data. */
  boolean isAttribute(Extension member) {
    return isAttributeName(member.localName(), member.namespace()) && isScalar(member.value());
  }

  private static boolean isAttributeName(String localName, String namespace) {
    return XmlText.isName(localName) && (namespace.equals(XML) || isForeign(namespace));
  }

  private static boolean isScalar(JsonValue value) {
    return switch (value) {
      case JsonValue.Text text -> XmlText.carries(text.value());
      case JsonValue.Decimal _, JsonValue.Flag _, JsonValue.Null _ -> true;
      case JsonValue.Items _, JsonValue.Fields _ -> false;
    };
  }

  private boolean isSayable(JsonValue value) {
    return switch (value) {
      case JsonValue.Items items -> {
        boolean sayable = true;
        for (JsonValue item : items.values()) {
          sayable &= !(item instanceof JsonValue.Items) && isSayable(item);
        }
        yield sayable;
      }
      case JsonValue.Fields fields -> areSayable(fields.members());
      case JsonValue.Text _, JsonValue.Decimal _, JsonValue.Flag _, JsonValue.Null _ ->
          isScalar(value);
    };
  }

  private boolean areSayable(List<Extension> members) {
    Set<String> attributes = new HashSet<>();
    boolean sayable = true;
    for (Extension member : members) {
      sayable &= isOwnAttribute(member) ? attributes.add(member.name()) : isElement(member);
    }
    return sayable;
  }

  /** Writes a member that {@link #isElement}. */
  void element(Extension member, XmlBindings bindings) {
    if (member.value() instanceof JsonValue.Items items) {
      for (JsonValue item : items.values()) {
        element(member, item, bindings);
      }
    } else {
      element(member, member.value(), bindings);
    }
  }

  private void element(Extension member, JsonValue value, XmlBindings bindings) {
    XmlBindings inside = bindings.inside();
    String name = name(member, member.localName(), inside);
    xml.start(name);
    if (value instanceof JsonValue.Fields fields) {
      fields(fields.members(), inside);
    } else {
      declare(inside);
      xml.text(text(value));
    }
    xml.end(name);
  }

  private void fields(List<Extension> members, XmlBindings inside) {
    List<Extension> attributes = new ArrayList<>(0);
    List<Extension> elements = new ArrayList<>(members.size());
    for (Extension member : members) {
      (isOwnAttribute(member) ? attributes : elements).add(member);
    }
    ownAttributes(attributes, inside);
    if (!attributes.isEmpty() && isTextAlone(elements)) {
      xml.text(text(elements.getFirst().value()));
      return;
    }
    for (Extension element : elements) {
      element(element, inside);
    }
  }

  /** The text of an element that has attributes too. */
  private static boolean isTextAlone(List<Extension> elements) {
    return elements.size() == 1
        && elements.getFirst().name().equals(XmlExtensions.RDF + "value")
        && isScalar(elements.getFirst().value());
  }

  /** Writes members that {@link #isOwnAttribute}, and what the element begun last declares. */
  void ownAttributes(List<Extension> members, XmlBindings inside) {
    List<String> names = new ArrayList<>(members.size());
    for (Extension member : members) {
      names.add(name(member, member.localName().substring(1), inside));
    }
    declare(inside);
    for (int i = 0; i < names.size(); i++) {
      xml.attribute(names.get(i), text(members.get(i).value()));
    }
  }

  /** Writes members that {@link #isAttribute}, and what the element begun last declares. */
  void attributes(List<Extension> members, XmlBindings inside) {
    List<String> names = new ArrayList<>(members.size());
    for (Extension member : members) {
      names.add(name(member, member.localName(), inside));
    }
    declare(inside);
    for (int i = 0; i < names.size(); i++) {
      xml.attribute(names.get(i), text(members.get(i).value()));
    }
  }

  private void declare(XmlBindings inside) {
    for (Map.Entry<String, String> declared : inside.own().entrySet()) {
      xml.namespace(declared.getKey(), declared.getValue());
    }
  }

  private static String name(Extension member, String localName, XmlBindings bindings) {
    int colon = member.key().indexOf(':');
    String wanted = colon < 0 ? "" : member.key().substring(0, colon);
    return bindings.prefix(inXml(member.namespace()), wanted) + ':' + localName;
  }

  private static String text(JsonValue value) {
    return switch (value) {
      case JsonValue.Text text -> text.value();
      case JsonValue.Decimal decimal -> number(decimal.value());
      case JsonValue.Flag flag -> flag.value() ? "true" : "false";
      case JsonValue.Null _, JsonValue.Items _, JsonValue.Fields _ -> "";
    };
  }

  private static String number(BigDecimal value) {
    boolean many = value.precision() + Math.abs((long) value.scale()) > MANY_DIGITS;
    return many ? HashText.decimal(value) : value.toPlainString();
  }
}
