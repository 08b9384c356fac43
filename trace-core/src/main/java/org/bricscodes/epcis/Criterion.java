package org.bricscodes.epcis;

import java.time.Instant;
import java.util.List;

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
      return kind.prefix() + kind.types().shortest(type);
    }
  }

  /** The field is at or after a time, or before it. */
  record Time(TimeField field, Comparison comparison, Instant time) implements Criterion {
    @Override
    public String parameter() {
      return comparison.name() + "_" + field.fieldName();
    }
  }

  /** The field is there. */
  record Exists(ExistsField field) implements Criterion {
    @Override
    public String parameter() {
      return "EXISTS_" + field.fieldName();
    }
  }

  /** How a value of an event meets that of a condition. */
  enum Comparison {
    EQ,
    GT,
    GE,
    LT,
    LE
  }

  private static List<String> canonical(List<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a condition has a value");
    }
    return values.stream().sorted().distinct().toList();
  }
}
