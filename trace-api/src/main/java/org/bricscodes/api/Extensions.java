package org.bricscodes.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header {@code GS1-Extensions}: {@code prefix=namespace, …}, by which a request without a
 * {@code @context} says what its prefixes stand for (EPCIS 2.0 §12.8).
 */
final class Extensions {

  private static final int MAX_PREFIXES = 32;
  private static final int MAX_LENGTH = 512;

  private Extensions() {}

  /**
   * Prefix to namespace.
   *
   * @throws Problem {@link ProblemKind#INVALID_PARAMETER} if the header does not read
   */
  static Map<String, String> of(Exchange exchange) {
    Map<String, String> prefixes = new TreeMap<>();
    for (String header : exchange.headers("GS1-Extensions")) {
      for (String part : header.split(",", MAX_PREFIXES + 1)) {
        String mapping = part.strip();
        if (!mapping.isEmpty()) {
          add(prefixes, mapping);
        }
      }
    }
    return Collections.unmodifiableMap(prefixes);
  }

  private static void add(Map<String, String> prefixes, String mapping) {
    int equals = mapping.indexOf('=');
    String prefix = equals < 0 ? "" : mapping.substring(0, equals).strip();
    String namespace = equals < 0 ? "" : mapping.substring(equals + 1).strip();
    if (!isPrefix(prefix) || namespace.indexOf(':') < 1 || mapping.length() > MAX_LENGTH) {
      throw Problem.invalidParameter(
          "GS1-Extensions", "must be prefix=namespace, joined by commas; at most 32 of them");
    }
    String before = prefixes.put(prefix, namespace);
    if ((before != null && !before.equals(namespace)) || prefixes.size() > MAX_PREFIXES) {
      throw Problem.invalidParameter(
          "GS1-Extensions", "the prefix " + prefix + " is given twice, or there are over 32");
    }
  }

  private static boolean isPrefix(String text) {
    boolean sound = !text.isEmpty() && text.length() <= 64;
    for (int i = 0; sound && i < text.length(); i++) {
      char c = text.charAt(i);
      sound = Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }
    return sound;
  }
}
