package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON form of a query: an object of parameters, with or without {@code @context}. */
final class QueryBody {

  static final int MAX_BYTES = 128 << 10;

  /** A query is two levels deep, a context three. */
  private static final EpcisLimits LIMITS =
      new EpcisLimits(MAX_BYTES, 1, 1_000, QueryParameters.MAX_VALUE_LENGTH, 8, 100);

  private final FaultList faults;
  private final Map<String, Given> parameters = new LinkedHashMap<>();
  private Scope scope = Scope.standard();

  private QueryBody(FaultList faults) {
    this.faults = faults;
  }

  /** What stands there; whatever is wrong is added to {@code faults}. */
  static QueryBody read(byte[] body, FaultList faults) {
    QueryBody read = new QueryBody(faults);
    if (body.length > MAX_BYTES) {
      read.fault("the query has " + body.length + " bytes", "keep it to " + MAX_BYTES);
      return read;
    }
    if (Utf8.firstInvalid(body) >= 0) {
      read.fault("the query is not UTF-8", "send it as UTF-8");
      return read;
    }
    JsonParsers parsers = new JsonParsers(LIMITS);
    try (JsonParser parser = parsers.over(body, 0, body.length)) {
      Cursor cursor = new Cursor(parser, parsers, LIMITS, faults, "", Utf8.hasBackslash(body));
      read.readAll(cursor);
    } catch (StreamConstraintsException e) {
      read.fault("nested too deep or a key is too long", "a query is one flat object");
    } catch (JacksonException e) {
      read.fault(
          "not JSON at byte " + e.getLocation().getByteOffset(),
          "send one well-formed JSON object");
    } catch (IOException e) {
      throw new AssertionError("reading from memory", e);
    }
    return read;
  }

  Map<String, Given> parameters() {
    return parameters;
  }

  Scope scope() {
    return scope;
  }

  private void fault(String message, String remedy) {
    faults.add(new Fault(Fault.DOCUMENT, "", message, remedy));
  }

  private void readAll(Cursor cursor) throws IOException {
    if (cursor.parser.nextToken() != JsonToken.START_OBJECT) {
      fault("the query is not a JSON object", "send an object of query parameters");
      return;
    }
    boolean hasContext = false;
    for (String name = cursor.nextName(); name != null; name = cursor.nextName()) {
      boolean context = name.equals("@context");
      if (parameters.containsKey(name) || (context && hasContext)) {
        cursor.duplicate();
        continue;
      }
      cursor.parser.nextToken();
      if (context) {
        hasContext = true;
        scope = ContextReader.event(cursor, scope);
      } else if (parameters.size() == QueryParameters.MAX_PARAMETERS) {
        QueryParameters.tooMany(faults);
        return;
      } else {
        parameters.put(name, value(cursor));
      }
    }
    if (cursor.parser.nextToken() != null) {
      fault("something follows the query", "send one JSON object");
    }
  }

  private Given value(Cursor cursor) throws IOException {
    return switch (cursor.parser.currentToken()) {
      case VALUE_STRING -> {
        String text = cursor.text("a string");
        yield text == null ? new Given.Other("too long a text") : new Given.Text(text);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Given.Numeral(cursor.parser.getText());
      case VALUE_TRUE -> new Given.Flag(true);
      case VALUE_FALSE -> new Given.Flag(false);
      case START_ARRAY -> {
        List<Given> items = new ArrayList<>();
        while (cursor.nextItem(items)) {
          items.add(value(cursor));
        }
        yield new Given.Items(items);
      }
      case START_OBJECT -> {
        cursor.skip();
        yield new Given.Other("an object");
      }
      case VALUE_NULL -> new Given.Other("null");
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new AssertionError("no value begins so");
    };
  }
}
