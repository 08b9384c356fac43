package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.util.List;

/** The value of an extension: a small JSON tree whose object keys are expanded names. */
public sealed interface JsonValue {

  record Text(String value) implements JsonValue {}

  record Decimal(BigDecimal value) implements JsonValue {}

  record Flag(boolean value) implements JsonValue {}

  /** The JSON literal {@code null}. */
  record Null() implements JsonValue {
    static final Null NULL = new Null();
  }

  record Items(List<JsonValue> values) implements JsonValue {
    public Items {
      values = List.copyOf(values);
    }
  }

  record Fields(List<Extension> members) implements JsonValue {
    public Fields {
      members = List.copyOf(members);
    }
  }
}
