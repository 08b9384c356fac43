package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One condition of an {@link EventQuery}: a field, an operator, values. All conditions of a query
 * must hold; of several values of one condition, one must. A field that an event lacks never meets
 * a condition. Values are canonical, sorted and without repeats, so that equal conditions are equal
 * records.
 */
public sealed interface Criterion {

  /** The parameter that states it (EPCIS 2.0 §8.2.7), names of extensions written out as URIs. */
  String parameter();

  /** The field is equal to one of the values. */
  record OneOf(ListField field, List<String> values) implements Criterion {
    public OneOf {
      values = Criterion.canonical(values);
    }

    @Override
    public String parameter() {
      return field.parameter();
    }
  }

  /** One of the things named by the field is one of the values, or of a class or pattern there. */
  record Match(MatchField field, List<String> values) implements Criterion {
    public Match {
      values = Criterion.canonical(values);
    }

    @Override
    public String parameter() {
      return field.parameter();
    }
  }

  /** There is a business transaction, source or destination of this type with one of the values. */
  record Link(LinkKind kind, String type, List<String> values) implements Criterion {
    public Link {
      values = Criterion.canonical(values);
    }

    @Override
    public String parameter() {
      String shortest = kind.types().shortest(type);
      boolean isWord = shortest.indexOf(':') < 0;
      return kind.prefix() + (isWord ? shortest : QueryNames.written(type));
    }
  }

  /** The place is one of the values, or below one in what master data says of places. */
  record Within(PlaceField field, List<String> values) implements Criterion {
    public Within {
      values = Criterion.canonical(values);
    }

    @Override
    public String parameter() {
      return field.parameter();
    }
  }

  /** The time compares so with a given one. */
  record Time(TimeField field, Comparison comparison, Instant time) implements Criterion {
    @Override
    public String parameter() {
      return comparison.prefix() + field.fieldName();
    }
  }

  /**
   * The number compares so with a given one.
   *
   * @param unit of the given number; null: whatever the unit
   */
  record Amount(NumberField field, Comparison comparison, BigDecimal value, @Nullable UnitCode unit)
      implements Criterion {
    public Amount {
      value = new BigDecimal(Decimals.canonical(value));
    }

    @Override
    public String parameter() {
      return comparison.prefix() + field.fieldName() + (unit == null ? "" : "_" + unit.code());
    }
  }

  /** A sensor's {@code booleanValue} is this. */
  record Flag(boolean value) implements Criterion {
    @Override
    public String parameter() {
      return "EQ_booleanValue";
    }
  }

  /** The field is there. */
  record Exists(ExistsField field) implements Criterion {
    @Override
    public String parameter() {
      return "EXISTS_" + field.fieldName();
    }
  }

  /**
   * The extension field is equal to one of the values: as numbers where both spell numbers, as
   * times where both spell times, else as texts. Of a field with several values, one must be.
   */
  record FieldOneOf(FieldName field, List<String> values) implements Criterion {
    public FieldOneOf {
      values =
          Criterion.canonical(values.stream().map(text -> Scalar.of(text).canonical()).toList());
    }

    @Override
    public String parameter() {
      return "EQ_" + field;
    }
  }

  /** The extension field has a number or a time that compares so with a given one. */
  record FieldCompared(FieldName field, Comparison comparison, Scalar bound) implements Criterion {
    public FieldCompared {
      if (bound instanceof Scalar.Text || comparison == Comparison.EQ) {
        throw new IllegalArgumentException("numbers and times are compared, by another than EQ");
      }
    }

    @Override
    public String parameter() {
      return comparison.prefix() + field;
    }
  }

  /** The extension field is there, whatever its value. */
  record FieldExists(FieldName field) implements Criterion {
    @Override
    public String parameter() {
      return "EXISTS_" + field;
    }
  }

  /**
   * What the field names has one of these attributes in master data.
   *
   * @param field name of a {@link VocabularyField}, or the URI of an extension field
   */
  record HasAttribute(String field, List<String> attributes) implements Criterion {
    public HasAttribute {
      attributes = Criterion.canonical(attributes);
    }

    @Override
    public String parameter() {
      return "HASATTR_" + written(field);
    }
  }

  /**
   * What the field names has this attribute in master data, equal to one of the values.
   *
   * @param field name of a {@link VocabularyField}, or the URI of an extension field
   */
  record AttributeOneOf(String field, String attribute, List<String> values) implements Criterion {
    public AttributeOneOf {
      values = Criterion.canonical(values);
    }

    @Override
    public String parameter() {
      return "EQ_ATTR_" + written(field).replace("_", "%5F") + "_" + attribute;
    }
  }

  private static String written(String field) {
    return VocabularyField.of(field) == null ? QueryNames.written(field) : field;
  }

  /** How a value of an event meets that of a condition. */
  enum Comparison {
    EQ,
    GT,
    GE,
    LT,
    LE;

    String prefix() {
      return name() + "_";
    }

    /** Whether a value that compares so with the given one meets it. */
    public boolean accepts(int compared) {
      return switch (this) {
        case EQ -> compared == 0;
        case GT -> compared > 0;
        case GE -> compared >= 0;
        case LT -> compared < 0;
        case LE -> compared <= 0;
      };
    }
  }

  private static List<String> canonical(List<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a condition has a value");
    }
    return values.stream().sorted().distinct().toList();
  }
}
