package org.bricscodes.epcis;

import java.util.List;

/** The value of a query parameter before anybody asked what it should be. */
sealed interface Given {

  /** A text from an address, which may be a list, a number or anything else. */
  record Written(String text) implements Given {}

  record Text(String text) implements Given {}

  /** A JSON number, spelled as it was. */
  record Numeral(String text) implements Given {}

  record Flag(boolean value) implements Given {}

  record Items(List<Given> items) implements Given {}

  /** A JSON value that no parameter takes. */
  record Other(String description) implements Given {}

  /** What to call it in a message. */
  default String describe() {
    return switch (this) {
      case Written(String text) -> Fault.quote(text);
      case Text(String text) -> Fault.quote(text);
      case Numeral(String text) -> "the number " + Fault.quote(text);
      case Flag(boolean value) -> String.valueOf(value);
      case Items _ -> "an array";
      case Other(String description) -> description;
    };
  }
}
