package org.bricscodes.epcis;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Master data of one thing: a place, a party, a class (EPCIS 2.0 §6.1.1, CBV 2.0 §9).
 *
 * @param type of the vocabulary, such as {@code urn:epcglobal:epcis:vtype:Location}
 * @param id canonical
 * @param attributes by name as written, such as {@code cbvmda:name}, prefixes of the document's own
 *     written out; only those whose value is a string, a number, true or false, as text
 * @param children canonical ids of what belongs to it
 */
public record VocabularyElement(
    String type, String id, Map<String, String> attributes, List<String> children) {

  /** Attributes of one element, at most. */
  public static final int MAX_ATTRIBUTES = 100;

  /** Children of one element, at most. */
  public static final int MAX_CHILDREN = 1_000;

  /** Elements of one document, at most. */
  public static final int MAX_ELEMENTS = 1_000;

  /** Characters of an id, a name or a value, at most. */
  public static final int MAX_TEXT = 2_000;

  public VocabularyElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /**
   * The value of an attribute, by its name as written or with the prefix written out; {@code null}
   * if there is none.
   *
   * @param name expanded where a prefix of the EPCIS context can be
   */
  public @Nullable String attribute(String name) {
    String exact = attributes.get(name);
    if (exact != null) {
      return exact;
    }
    Scope standard = Scope.standard();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      if (name.equals(standard.expand(attribute.getKey()))) {
        return attribute.getValue();
      }
    }
    return null;
  }
}
