package org.bricscodes.gs1;

import java.util.List;
import java.util.Optional;

/**
 * A GS1 element string: application identifiers with their values, as printed under a symbol or as
 * a scanner transmits it.
 *
 * @param elements at least one, in order; an application identifier occurs once
 */
public record ElementString(List<Element> elements) {

  /** Longest text that is read, in characters. */
  public static final int MAX_LENGTH = 8192;

  /** Group separator: what FNC1 becomes in transmitted data. */
  public static final char GS = '\u001D';

  public ElementString {
    elements = List.copyOf(elements);
    ElementStringParser.check(elements);
  }

  /**
   * Reads the bracketed form {@code (01)09506000134352(10)ABC}, or the transmitted form with {@link
   * #GS} after values of variable length, with or without a symbology identifier ({@code ]d2 ]Q3
   * ]C1 ]e0 ]J1}).
   *
   * @throws Gs1Exception with every fault and its place in {@code text}
   */
  public static ElementString parse(String text) {
    return ElementStringParser.parse(text);
  }

  /** The value of an application identifier. */
  public Optional<String> value(String ai) {
    for (Element element : elements) {
      if (element.ai().equals(ai)) {
        return Optional.of(element.value());
      }
    }
    return Optional.empty();
  }

  /**
   * The human-readable form {@code (01)09506000134352(10)ABC}; an opening bracket inside a value is
   * written {@code \(}, so that the text can be read back.
   */
  public String bracketed() {
    StringBuilder text = new StringBuilder();
    for (Element element : elements) {
      text.append('(').append(element.ai()).append(')');
      text.append(element.value().replace("(", "\\("));
    }
    return text.toString();
  }

  /** The transmitted form, without symbology identifier; {@link #GS} only where it is needed. */
  public String transmitted() {
    return ElementStringParser.transmitted(elements);
  }

  /**
   * The same content as a Digital Link: key and qualifiers in the path, the rest in the query.
   *
   * @param base see {@link DigitalLink#base()}
   * @throws Gs1Exception when there is no key, or more than one
   */
  public DigitalLink digitalLink(String base) {
    return ElementStringParser.digitalLink(base, elements);
  }

  /** The element string of a Digital Link: key, qualifiers, data attributes. */
  public static ElementString of(DigitalLink link) {
    return ElementStringParser.of(link);
  }

  /** The bracketed form. */
  @Override
  public String toString() {
    return bracketed();
  }
}
