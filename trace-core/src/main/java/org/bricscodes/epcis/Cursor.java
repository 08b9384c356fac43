package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document being read: the token parser, the way to report a fault there, and readers
 * of single values. A reader of a value is called with the parser on the value's first token and
 * leaves it on the last; on a wrong value it reports, skips the whole value and answers {@code
 * null}.
 */
final class Cursor {

  final JsonParser parser;
  final JsonParsers parsers;
  final EpcisLimits limits;
  final FaultList faults;

  /** What stands before the parser's own pointers, for parsers that began inside a document. */
  private final String base;

  /** Escapes can spell surrogates that raw UTF-8 cannot. */
  private final boolean checkSurrogates;

  /** Whether members may be missing that an event must have: some were withheld. */
  boolean isPart;

  private int event = Fault.DOCUMENT;

  Cursor(
      JsonParser parser,
      JsonParsers parsers,
      EpcisLimits limits,
      FaultList faults,
      String base,
      boolean checkSurrogates) {
    this.parser = parser;
    this.parsers = parsers;
    this.limits = limits;
    this.faults = faults;
    this.base = base;
    this.checkSurrogates = checkSurrogates;
  }

  /** The same settings on another parser over a part of the same document. */
  Cursor on(JsonParser other, String otherBase) {
    Cursor cursor = new Cursor(other, parsers, limits, faults, otherBase, checkSurrogates);
    cursor.event = event;
    cursor.isPart = isPart;
    return cursor;
  }

  /** Faults from here on belong to this event. */
  void enterEvent(int index) {
    event = index;
  }

  void leaveEvent() {
    event = Fault.DOCUMENT;
  }

  String pointer() {
    return base + parser.getParsingContext().pathAsPointer();
  }

  void fault(String message, String remedy) {
    faults.add(new Fault(event, pointer(), message, remedy));
  }

  /** Reports at a member of the object that was just read to its end. */
  void faultAt(String member, String message, String remedy) {
    faults.add(new Fault(event, pointer() + "/" + member, message, remedy));
  }

  boolean is(JsonToken token) {
    return parser.currentToken() == token;
  }

  /**
   * Moves to the next member of the object the parser is in: on to its name, and answers it; {@code
   * null} at the end of the object.
   */
  @Nullable String nextName() throws IOException {
    return parser.nextToken() == JsonToken.FIELD_NAME ? name() : null;
  }

  private String name() throws IOException {
    String name = parser.currentName();
    if (checkSurrogates && Utf8.hasLoneSurrogate(name)) {
      fault("the key has half of a surrogate pair", "write whole characters");
    }
    return name;
  }

  /** Reports a key that stands twice and skips its value. */
  void duplicate() throws IOException {
    fault("the key stands twice in this object", "keep one of them");
    parser.nextToken();
    skip();
  }

  /** Skips the value here; keys that stand twice in it are still faults. */
  void skip() throws IOException {
    if (is(JsonToken.START_ARRAY)) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        skip();
      }
    } else if (is(JsonToken.START_OBJECT)) {
      Set<String> names = new HashSet<>();
      for (String name = nextName(); name != null; name = nextName()) {
        if (!names.add(name)) {
          fault("the key stands twice in this object", "keep one of them");
        }
        parser.nextToken();
        skip();
      }
    } else if (is(JsonToken.VALUE_STRING)) {
      checkedText();
    }
  }

  /** Reports that the value here is of the wrong JSON type, and skips it. */
  void wrongType(String expected) throws IOException {
    fault("the value is " + describe(), "write " + expected);
    skip();
  }

  private String describe() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "missing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "no value";
    };
  }

  /** Any string, which may be empty. */
  @Nullable String text(String expected) throws IOException {
    if (!is(JsonToken.VALUE_STRING)) {
      wrongType(expected);
      return null;
    }
    return checkedText();
  }

  private @Nullable String checkedText() throws IOException {
    if (parser.getTextLength() > limits.maxStringLength()) {
      fault(
          "the string has " + parser.getTextLength() + " characters",
          "keep it to " + limits.maxStringLength());
      return null;
    }
    String text = parser.getText();
    if (checkSurrogates && Utf8.hasLoneSurrogate(text)) {
      fault("the string has half of a surrogate pair", "write whole characters");
      return null;
    }
    return text;
  }

  @Nullable String uri() throws IOException {
    String text = text("a URI as a string");
    if (text != null && !Uris.isValid(text)) {
      fault(Fault.quote(text) + " is not a URI", "write an absolute URI with a scheme");
      return null;
    }
    return text;
  }

  @Nullable Instant time() throws IOException {
    String text = text("a date and time with zone, as a string");
    if (text == null) {
      return null;
    }
    Instant time = Rfc3339.parse(text);
    if (time == null) {
      fault(Fault.quote(text) + ": " + Rfc3339.problem(text), Rfc3339.REMEDY);
    }
    return time;
  }

  @Nullable BigDecimal decimal() throws IOException {
    if (!is(JsonToken.VALUE_NUMBER_INT) && !is(JsonToken.VALUE_NUMBER_FLOAT)) {
      wrongType("a number");
      return null;
    }
    if (parser.getTextLength() > Decimals.MAX_LENGTH) {
      fault("the number has too many digits", "keep it to " + Decimals.MAX_LENGTH + " characters");
      return null;
    }
    BigDecimal value = Decimals.parse(parser.getText());
    if (value == null) {
      fault("the number is out of range", "stay within 1e-308 and 1e308");
    }
    return value;
  }

  @Nullable Boolean flag() throws IOException {
    if (!is(JsonToken.VALUE_TRUE) && !is(JsonToken.VALUE_FALSE)) {
      wrongType("true or false");
      return null;
    }
    return parser.getBooleanValue();
  }

  /** Enters an array; answers whether there is one. */
  boolean entersArray(String expected) throws IOException {
    if (!is(JsonToken.START_ARRAY)) {
      wrongType(expected);
      return false;
    }
    return true;
  }

  /**
   * Moves to the next item of the array the parser is in; {@code false} at its end. Past the limit
   * the rest is skipped.
   */
  boolean nextItem(List<?> soFar) throws IOException {
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      return false;
    }
    if (soFar.size() < limits.maxListItems()) {
      return true;
    }
    fault("the list has more than " + limits.maxListItems() + " items", "send several events");
    do {
      parser.skipChildren();
    } while (parser.nextToken() != JsonToken.END_ARRAY);
    return false;
  }

  /** Enters an object; answers whether there is one. */
  boolean entersObject(String expected) throws IOException {
    if (!is(JsonToken.START_OBJECT)) {
      wrongType(expected);
      return false;
    }
    return true;
  }
}
