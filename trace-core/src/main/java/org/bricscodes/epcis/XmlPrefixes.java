package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The prefixes an event's JSON-LD form uses for the namespaces its XML form uses, and the
 * {@code @context} that says so. A namespace keeps the prefix it is first written with, unless that
 * means something else already, in this event or in JSON-LD for EPCIS: then, and for a default
 * namespace, a prefix is made up ({@code ns1}, {@code ns2}, …). So two namespaces that share a
 * prefix in different places are never mixed up.
 *
 * <p>The namespace of a prefix is the XML namespace, letter by letter: the expanded names of both
 * forms, and with them the event hash, are equal.
 */
final class XmlPrefixes {

  private static final String DELIMITERS = ":/?#[]@";
  private static final int LONGEST = 64;

  private final Map<String, String> byNamespace = new HashMap<>();
  private final Map<String, String> declared = new TreeMap<>();
  private int made;

  /** Starts with these, which keep their meaning. */
  XmlPrefixes(Map<String, String> given) {
    given.forEach((prefix, namespace) -> byNamespace.putIfAbsent(namespace, prefix));
    declared.putAll(given);
  }

  /** The prefix for a namespace that stands at {@code place} under the prefix {@code written}. */
  String of(String namespace, String written, XmlElement place, XmlFaults faults) {
    String known = byNamespace.get(namespace);
    if (known != null) {
      return known;
    }
    String standard = Scope.standardPrefix(namespace);
    if (standard != null) {
      return standard;
    }
    String prefix = isFree(written) ? written : madeUp();
    byNamespace.put(namespace, prefix);
    declared.put(prefix, namespace);
    if (!Uris.isValid(namespace + "x")) {
      faults.at(
          place,
          "the namespace " + Fault.quote(namespace) + " is not an absolute URI",
          "give namespaces as absolute URIs, such as https://ns.example.com/epcis/");
    }
    return prefix;
  }

  private String madeUp() {
    do {
      made++;
    } while (!isFree("ns" + made));
    return "ns" + made;
  }

  private boolean isFree(String prefix) {
    return isSimple(prefix)
        && !declared.containsKey(prefix)
        && !Scope.isStandardPrefix(prefix)
        && EventField.of(prefix) == null
        && !Scope.isUri(prefix + ":x");
  }

  private static boolean isSimple(String prefix) {
    boolean simple = !prefix.isEmpty() && prefix.length() <= LONGEST;
    for (int i = 0; simple && i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      simple = letter || (i > 0 && ((c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'));
    }
    return simple;
  }

  /** What is declared, beyond the EPCIS context. */
  Map<String, String> declared() {
    return Map.copyOf(declared);
  }

  /** The {@code @context}, prefixes in alphabetical order. */
  byte[] context() {
    JsonText json = JsonText.plain();
    if (declared.isEmpty()) {
      return ("\"" + ContextReader.STANDARD_URL + "\"").getBytes(StandardCharsets.US_ASCII);
    }
    json.beginArray();
    json.string(ContextReader.STANDARD_URL);
    json.beginObject();
    declared.forEach(
        (prefix, namespace) -> {
          json.key(prefix);
          if (DELIMITERS.indexOf(namespace.charAt(namespace.length() - 1)) >= 0) {
            json.string(namespace);
          } else {
            // JSON-LD 1.1 §4.1.5: a term is a prefix by itself only if it ends in a delimiter.
            json.beginObject();
            json.key("@id").string(namespace);
            json.key("@prefix").literal("true");
            json.endObject();
          }
        });
    json.endObject();
    json.endArray();
    return json.toByteArray();
  }
}
