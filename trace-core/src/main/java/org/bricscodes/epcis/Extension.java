package org.bricscodes.epcis;

/**
 * A named value outside the standard: an extension of an event or of one of its parts, a field of
 * the instance or lot master data (ILMD), or a field nested in one of these.
 *
 * @param key as written, a CURIE or a URI; inside a nested object also a name without a namespace
 *     or a JSON-LD keyword
 * @param namespace what the prefix stands for, or the URI up to and with its last {@code /}, {@code
 *     #} or {@code :}; empty for names without one and for keywords
 * @param localName the rest
 */
public record Extension(String key, String namespace, String localName, JsonValue value) {

  /**
   * Whether this was an attribute of an element of one's own in XML, which a local name beginning
   * with {@code @} says: {@code <example:weight unit="KGM">3</example:weight>} is {@code
   * "example:weight":{"example:@unit":"KGM","rdf:value":"3"}}. An attribute without a namespace has
   * that of its element here.
   */
  public boolean isAttribute() {
    return localName.startsWith("@");
  }

  /** The expanded name: namespace and local name as one URI. */
  public String name() {
    return namespace + localName;
  }
}
