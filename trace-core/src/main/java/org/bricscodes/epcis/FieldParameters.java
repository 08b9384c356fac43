package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.util.List;
import org.bricscodes.epcis.Criterion.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * The families of parameters whose names end in a name of the asker's: extension fields, numbers
 * with a unit, attributes of master data (EPCIS 2.0 §8.2.7.1). The longest known beginning of a
 * parameter decides what the rest is.
 */
final class FieldParameters {

  private static final String HAS_ATTRIBUTE = "HASATTR_";
  private static final String ATTRIBUTE = "EQ_ATTR_";

  private final GivenReader reader;
  private final QueryNames names;

  FieldParameters(GivenReader reader, QueryNames names) {
    this.reader = reader;
    this.names = names;
  }

  /** What came of a parameter. */
  sealed interface Read {
    /** No family has it. */
    record Unknown() implements Read {}

    /** It is at fault, or asks for nothing. */
    record Nothing() implements Read {}

    record Found(Criterion criterion) implements Read {}

    static Read of(@Nullable Criterion criterion) {
      return criterion == null ? new Nothing() : new Found(criterion);
    }
  }

  Read read(String name, Given given) {
    if (name.startsWith(HAS_ATTRIBUTE)) {
      return Read.of(hasAttribute(name, given));
    }
    if (name.startsWith(ATTRIBUTE)) {
      return Read.of(attribute(name, given));
    }
    if (name.startsWith("EXISTS_")) {
      String rest = name.substring("EXISTS_".length());
      return isName(rest) ? Read.of(exists(name, rest, given)) : new Read.Unknown();
    }
    int underscore = name.indexOf('_');
    Comparison comparison = underscore < 0 ? null : comparison(name.substring(0, underscore));
    if (comparison == null) {
      return new Read.Unknown();
    }
    String rest = name.substring(underscore + 1);
    for (NumberField field : NumberField.values()) {
      if (isNumber(field, rest)) {
        return Read.of(number(name, field, comparison, rest, given));
      }
    }
    if (!isName(rest)) {
      return new Read.Unknown();
    }
    return Read.of(field(name, comparison, rest, given));
  }

  /** Whether a name of the asker's stands there, right or wrong. */
  private static boolean isName(String rest) {
    return rest.indexOf(':') >= 0 || rest.endsWith(">");
  }

  private static @Nullable Comparison comparison(String text) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.name().equals(text)) {
        return comparison;
      }
    }
    return null;
  }

  private static boolean isNumber(NumberField field, String rest) {
    String fieldName = field.fieldName();
    return rest.equals(fieldName)
        || (field.takesUnit() && rest.startsWith(fieldName + "_") && !isName(rest));
  }

  private @Nullable Criterion number(
      String name, NumberField field, Comparison comparison, String rest, Given given) {
    String fieldName = field.fieldName();
    BigDecimal value = reader.number(name, given);
    if (rest.equals(fieldName)) {
      if (!field.goesWithoutUnit()) {
        reader.fault(name, "a unit is missing", "name it: " + name + "_CEL, for example");
        return null;
      }
      return value == null ? null : new Criterion.Amount(field, comparison, value, null);
    }
    String code = rest.substring(fieldName.length() + 1);
    UnitCode unit = UnitCode.of(code);
    if (unit == null) {
      String meant = UnitCode.nearest(code);
      reader.fault(
          name,
          Fault.quote(code) + " is not a unit code of UN/ECE Recommendation 20",
          meant == null ? "give a code such as CEL or KGM" : "did you mean " + meant + "?");
    }
    return value == null || unit == null
        ? null
        : new Criterion.Amount(field, comparison, value, unit);
  }

  private @Nullable Criterion exists(String name, String rest, Given given) {
    FieldName field = fieldName(name, rest);
    boolean omitted =
        switch (given) {
          case Given.Written(String text) -> text.equals("false");
          case Given.Text(String text) -> text.equals("false");
          case Given.Flag(boolean value) -> !value;
          case Given.Numeral _ -> false;
          case Given.Items _, Given.Other _ -> {
            reader.fault(name, given.describe() + " is no possible value", "give true or false");
            yield true;
          }
        };
    return field == null || omitted ? null : new Criterion.FieldExists(field);
  }

  private @Nullable Criterion field(String name, Comparison comparison, String rest, Given given) {
    FieldName field = fieldName(name, rest);
    if (comparison == Comparison.EQ) {
      List<String> values = reader.scalars(name, given);
      return field == null || values.isEmpty() ? null : new Criterion.FieldOneOf(field, values);
    }
    Scalar bound = reader.bound(name, given);
    return field == null || bound == null
        ? null
        : new Criterion.FieldCompared(field, comparison, bound);
  }

  /** {@code [INNER_][PART_]name}. */
  private @Nullable FieldName fieldName(String parameter, String rest) {
    String inner = FieldName.Depth.INNER.prefix();
    boolean isInner = rest.startsWith(inner);
    String behind = isInner ? rest.substring(inner.length()) : rest;
    FieldName.Where where = FieldName.Where.EVENT;
    for (FieldName.Where part : FieldName.Where.values()) {
      if (behind.startsWith(part.prefix()) && part.prefix().length() > where.prefix().length()) {
        where = part;
      }
    }
    String name = names.name(parameter, behind.substring(where.prefix().length()));
    FieldName.Depth depth = isInner ? FieldName.Depth.INNER : FieldName.Depth.TOP;
    return name == null ? null : new FieldName(where, depth, name);
  }

  private @Nullable Criterion hasAttribute(String name, Given given) {
    String field = names.vocabularyField(name, name.substring(HAS_ATTRIBUTE.length()));
    List<String> attributes = reader.values(name, given, names::expanded);
    return field == null || attributes.isEmpty()
        ? null
        : new Criterion.HasAttribute(field, attributes);
  }

  /** The field ends at the first underscore; {@code %5F} is one inside its name. */
  private @Nullable Criterion attribute(String name, Given given) {
    String rest = name.substring(ATTRIBUTE.length());
    int underscore = rest.indexOf('_');
    if (underscore <= 0 || underscore == rest.length() - 1) {
      reader.fault(
          name, "the attribute is not named", "write EQ_ATTR_, the field, _, the attribute");
      return null;
    }
    String written = rest.substring(0, underscore).replace("%5F", "_");
    String field = names.vocabularyField(name, written);
    String attribute = names.expanded(rest.substring(underscore + 1));
    List<String> values = reader.values(name, given, text -> text);
    return field == null || values.isEmpty()
        ? null
        : new Criterion.AttributeOneOf(field, attribute, values);
  }
}
