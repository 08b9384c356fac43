package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expands the names in a query with the prefixes its asker declared. */
final class QueryNames {

  private static final String DECLARE =
      "declare the prefix in the GS1-Extensions header or in @context, or write the whole URI";

  private final Scope scope;
  private final GivenReader reader;

  QueryNames(Scope scope, GivenReader reader) {
    this.scope = scope;
    this.reader = reader;
  }

  /**
   * How an expanded name is written so that nobody takes it for a CURIE: URIs of unusual schemes,
   * and names with characters that URIs have not, in angle brackets.
   */
  static String written(String expanded) {
    boolean plain = Scope.isUri(expanded) && Scope.standard().name(expanded) != null;
    return plain ? expanded : '<' + expanded + '>';
  }

  /** What stands in angle brackets; {@code null} if nothing does. */
  static @Nullable String bracketed(String text) {
    boolean brackets = text.length() > 2 && text.startsWith("<") && text.endsWith(">");
    return brackets ? text.substring(1, text.length() - 1) : null;
  }

  /** The expansion of a CURIE; anything else as it is. */
  String expanded(String text) {
    String bracketed = bracketed(text);
    if (bracketed != null) {
      return bracketed;
    }
    String expanded = Scope.isUri(text) ? null : scope.expand(text);
    return expanded == null ? text : expanded;
  }

  /** The name of an extension field, expanded. */
  @Nullable String name(String parameter, String written) {
    if (written.length() > QueryParameters.MAX_VALUE_LENGTH) {
      reader.fault(parameter, "the name is too long", "give a CURIE or a URI");
      return null;
    }
    String bracketed = bracketed(written);
    if (bracketed != null) {
      return bracketed;
    }
    Scope.Name name = scope.name(written);
    if (name != null) {
      return name.namespace() + name.localName();
    }
    int colon = written.indexOf(':');
    if (colon <= 0 || colon == written.length() - 1) {
      reader.fault(
          parameter,
          Fault.quote(written) + " is not the name of an extension field",
          "give a CURIE such as example:field, or a URI");
      return null;
    }
    String prefix = written.substring(0, colon);
    String meant = Nearest.to(prefix, scope.declaredPrefixes());
    reader.fault(
        parameter,
        "the prefix " + Fault.quote(prefix) + " is not declared",
        (meant == null ? "" : "did you mean \"" + meant + "\"? ") + DECLARE);
    return null;
  }

  /** A field whose values master data may describe. */
  @Nullable String vocabularyField(String parameter, String written) {
    if (written.indexOf(':') >= 0 || bracketed(written) != null) {
      return name(parameter, written);
    }
    if (VocabularyField.of(written) != null) {
      return written;
    }
    List<String> known = new ArrayList<>();
    for (VocabularyField field : VocabularyField.values()) {
      known.add(field.fieldName());
    }
    String meant = Nearest.to(written, known);
    reader.fault(
        parameter,
        Fault.quote(written) + " is no field with master data",
        meant == null ? "give one of " + known + " or a CURIE" : "did you mean " + meant + "?");
    return null;
  }
}
