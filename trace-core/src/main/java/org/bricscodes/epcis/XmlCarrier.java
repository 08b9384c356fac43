package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The JSON in which an event in XML carries what XML cannot say. */
final class XmlCarrier {

  private XmlCarrier() {}

  /**
   * An object with the members of an event that have these keys, and with the {@code @context} they
   * need beyond that of EPCIS.
   */
  static String json(
      RecordedEvent recorded, Scope scope, Set<String> keys, EpcTranslation translation) {
    Utf8Buffer out = new Utf8Buffer(512);
    Jcs quoting = new Jcs(out);
    out.append("{\"@context\":");
    char before = '{';
    Map<String, String> prefixes = new TreeMap<>();
    for (String prefix : scope.declaredPrefixes()) {
      String namespace = scope.namespace(prefix);
      if (namespace != null && !Scope.isStandardPrefix(prefix)) {
        prefixes.put(prefix, namespace);
      }
    }
    for (Map.Entry<String, String> declared : prefixes.entrySet()) {
      out.append(before);
      quoting.quote(declared.getKey());
      out.append(':');
      quoting.quote(declared.getValue());
      before = ',';
    }
    out.append(prefixes.isEmpty() ? "{}" : "}");
    JsonTape tape = new JsonTape(recorded.event());
    IdentifierSplice splice = new IdentifierSplice(out, tape, translation);
    for (int key = 1; key < tape.next(0); key = tape.next(key + 1)) {
      if (keys.contains(Jcs.text(tape, key))) {
        out.append(',');
        splice.member(key);
      }
    }
    out.append('}');
    String json = new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    // Only a string can hold these: JSON can escape them, XML cannot.
    return json.replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
  }
}
