package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A single value of an extension field as queries see it. A text that spells a number or a date and
 * time is one, too: events that came as XML have nothing but texts.
 */
public sealed interface Scalar extends Comparable<Scalar> {

  record Decimal(BigDecimal value) implements Scalar {
    @Override
    public boolean equals(Object other) {
      return other instanceof Decimal(BigDecimal that) && value.compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
      return value.stripTrailingZeros().hashCode();
    }
  }

  record Time(Instant value) implements Scalar {}

  record Text(String value) implements Scalar {}

  /** What a text spells. */
  static Scalar of(String text) {
    BigDecimal number = Decimals.parse(text);
    if (number != null) {
      return new Decimal(number);
    }
    Instant time = Rfc3339.parse(text);
    return time != null ? new Time(time) : new Text(text);
  }

  /** The value of an extension field; {@code null} if it is not a single one. */
  static @Nullable Scalar of(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String text) -> of(text);
      case JsonValue.Decimal(BigDecimal number) -> new Decimal(number);
      case JsonValue.Flag(boolean flag) -> new Text(String.valueOf(flag));
      case JsonValue.Null _, JsonValue.Items _, JsonValue.Fields _ -> null;
    };
  }

  /** One text for all ways to write the value. */
  default String canonical() {
    return switch (this) {
      case Decimal(BigDecimal value) -> Decimals.canonical(value);
      case Time(Instant value) -> Rfc3339.canonical(value);
      case Text(String value) -> value;
    };
  }

  /** Numbers, then times, then texts by code point. */
  @Override
  default int compareTo(Scalar other) {
    return switch (this) {
      case Decimal(BigDecimal value) ->
          other instanceof Decimal(BigDecimal that) ? value.compareTo(that) : -1;
      case Time(Instant value) ->
          switch (other) {
            case Decimal _ -> 1;
            case Time(Instant that) -> value.compareTo(that);
            case Text _ -> -1;
          };
      case Text(String value) ->
          other instanceof Text(String that) ? compareCodePoints(value, that) : 1;
    };
  }

  private static int compareCodePoints(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean mixed = Character.isSurrogate(a) != Character.isSurrogate(b);
        return mixed ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
