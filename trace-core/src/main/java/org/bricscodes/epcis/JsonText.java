package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON made from XML. On request it remembers which element or attribute each value came
 * from, so that what a reader says of the JSON can be said of the XML.
 */
final class JsonText {

  /** Where a value came from; no attribute: the element itself. */
  record Origin(XmlElement element, String attribute) {}

  private static final String HEX = "0123456789abcdef";

  private final Utf8Buffer out = new Utf8Buffer(1024);
  private final @Nullable Map<String, Origin> origins;

  /** One entry per open container, pointers of which origins are kept. */
  private final List<String> pointers = new ArrayList<>();

  /** Items written so far in each open array; -1 for an object. */
  private final List<Integer> items = new ArrayList<>();

  private String key = "";
  private boolean first = true;
  private @Nullable XmlElement element;
  private String attribute = "";

  private JsonText(@Nullable Map<String, Origin> origins) {
    this.origins = origins;
  }

  static JsonText plain() {
    return new JsonText(null);
  }

  static JsonText withOrigins() {
    return new JsonText(new HashMap<>());
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  /** Where the value at a JSON pointer came from, or the nearest value around it. */
  Origin origin(String pointer, Origin root) {
    String at = pointer;
    while (origins != null && !at.isEmpty()) {
      Origin found = origins.get(at);
      if (found != null) {
        return found;
      }
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return root;
  }

  /** The next value comes from here. */
  JsonText from(XmlElement source) {
    return from(source, "");
  }

  JsonText from(XmlElement source, String name) {
    element = source;
    attribute = name;
    return this;
  }

  JsonText key(String name) {
    if (!first) {
      out.append(',');
    }
    quoted(name);
    out.append(':');
    key = name;
    first = true;
    return this;
  }

  void string(String value) {
    value();
    quoted(value);
    first = false;
  }

  /** A number, true or false, spelled as JSON spells it. */
  void literal(String value) {
    value();
    out.append(value);
    first = false;
  }

  void beginObject() {
    open('{', -1);
  }

  void endObject() {
    close('}');
  }

  void beginArray() {
    open('[', 0);
  }

  void endArray() {
    close(']');
  }

  private void open(char bracket, int count) {
    String pointer = value();
    out.append(bracket);
    first = true;
    if (origins != null) {
      pointers.add(pointer);
      items.add(count);
    }
  }

  private void close(char bracket) {
    out.append(bracket);
    first = false;
    if (origins != null) {
      pointers.removeLast();
      items.removeLast();
    }
  }

  /** Begins a value: its comma, and its origin. */
  private String value() {
    if (!first) {
      out.append(',');
    }
    XmlElement source = element;
    element = null;
    if (origins == null || pointers.isEmpty()) {
      return "";
    }
    int count = items.getLast();
    String step = count < 0 ? key.replace("~", "~0").replace("/", "~1") : Integer.toString(count);
    if (count >= 0) {
      items.set(items.size() - 1, count + 1);
    }
    String pointer = pointers.getLast() + "/" + step;
    if (source != null) {
      origins.put(pointer, new Origin(source, attribute));
    }
    return pointer;
  }

  private void quoted(String text) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        out.append(text.substring(from, i));
        escape(c);
        from = i + 1;
      }
    }
    out.append(from == 0 ? text : text.substring(from));
    out.append('"');
  }

  private void escape(char c) {
    out.append('\\');
    if (c >= 0x20) {
      out.append(c);
    } else {
      out.append("u00");
      out.append(HEX.charAt(c >> 4));
      out.append(HEX.charAt(c & 15));
    }
  }
}
