package org.bricscodes.query;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.ErrorDeclaration;
import org.bricscodes.epcis.Extension;
import org.bricscodes.epcis.FieldName;
import org.bricscodes.epcis.JsonValue;
import org.bricscodes.epcis.Place;
import org.bricscodes.epcis.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event has an extension field with a wanted value: directly in a part of the event, or
 * at any depth inside one of the part's fields.
 */
final class Fields implements Predicate<EpcisEvent> {

  static final Predicate<JsonValue> ANYTHING = value -> true;

  private final FieldName name;
  private final Predicate<JsonValue> wanted;

  Fields(FieldName name, Predicate<JsonValue> wanted) {
    this.name = name;
    this.wanted = wanted;
  }

  /** One of these values, or a list with one of them. */
  static Predicate<JsonValue> equalTo(List<String> values) {
    Set<Scalar> scalars = values.stream().map(Scalar::of).collect(Collectors.toSet());
    return value -> anyScalar(value, scalars::contains);
  }

  static Predicate<JsonValue> compared(Criterion.FieldCompared by) {
    return value -> anyScalar(value, found -> compares(found, by));
  }

  private static boolean compares(Scalar found, Criterion.FieldCompared by) {
    boolean alike =
        switch (by.bound()) {
          case Scalar.Decimal _ -> found instanceof Scalar.Decimal;
          case Scalar.Time _ -> found instanceof Scalar.Time;
          case Scalar.Text _ -> false;
        };
    return alike && by.comparison().accepts(found.compareTo(by.bound()));
  }

  private static boolean anyScalar(JsonValue value, Predicate<Scalar> wanted) {
    if (value instanceof JsonValue.Items(List<JsonValue> items)) {
      for (JsonValue item : items) {
        Scalar scalar = Scalar.of(item);
        if (scalar != null && wanted.test(scalar)) {
          return true;
        }
      }
      return false;
    }
    Scalar scalar = Scalar.of(value);
    return scalar != null && wanted.test(scalar);
  }

  @Override
  public boolean test(EpcisEvent event) {
    return switch (name.where()) {
      case EVENT -> in(event.common().extensions());
      case ILMD -> in(event.ilmd());
      case ERROR_DECLARATION -> {
        ErrorDeclaration declaration = event.common().errorDeclaration();
        yield declaration != null && in(declaration.extensions());
      }
      case READ_POINT -> in(event.readPoint());
      case BIZ_LOCATION -> in(event.bizLocation());
      case SENSOR_ELEMENT, SENSOR_METADATA, SENSOR_REPORT ->
          throw new IllegalArgumentException("a part of a reading");
    };
  }

  private boolean in(@Nullable Place place) {
    return place != null && in(place.extensions());
  }

  /** Whether one of these fields, or one inside them where that is asked, is wanted. */
  boolean in(List<Extension> extensions) {
    for (Extension extension : extensions) {
      boolean found =
          switch (name.depth()) {
            case TOP -> is(extension);
            case INNER -> isInside(extension.value());
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  private boolean is(Extension extension) {
    return name.isNameOf(extension) && wanted.test(extension.value());
  }

  /** As deep as the reader of events allows. */
  private boolean isInside(JsonValue value) {
    return switch (value) {
      case JsonValue.Fields(List<Extension> members) -> {
        for (Extension member : members) {
          if (is(member) || isInside(member.value())) {
            yield true;
          }
        }
        yield false;
      }
      case JsonValue.Items(List<JsonValue> items) -> {
        for (JsonValue item : items) {
          if (isInside(item)) {
            yield true;
          }
        }
        yield false;
      }
      case JsonValue.Text _, JsonValue.Decimal _, JsonValue.Flag _, JsonValue.Null _ -> false;
    };
  }

  /** The first single value of a field of the event; {@code null} if it has none. */
  static @Nullable Scalar first(EpcisEvent event, FieldName name) {
    for (Extension extension : event.common().extensions()) {
      if (name.isNameOf(extension)) {
        JsonValue value = extension.value();
        boolean list = value instanceof JsonValue.Items(List<JsonValue> items) && !items.isEmpty();
        Scalar scalar = Scalar.of(list ? ((JsonValue.Items) value).values().getFirst() : value);
        if (scalar != null) {
          return scalar;
        }
      }
    }
    return null;
  }
}
