package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON-LD {@code @context}: names of contexts, which are never fetched, and declarations of
 * prefixes.
 */
final class ContextReader {

  static final String STANDARD_URL =
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

  private static final String STANDARD_FILE = "/epcis-context.jsonld";
  private static final int MAX_PARTS = 64;

  private final Cursor cursor;
  private final Map<String, String> declared = new HashMap<>();
  private boolean namesStandard;

  private ContextReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** The context of a whole document, which must name the EPCIS context. */
  static Scope document(Cursor cursor) throws IOException {
    ContextReader reader = new ContextReader(cursor);
    int before = cursor.faults.count();
    Scope scope = reader.read(Scope.standard());
    if (!reader.namesStandard && cursor.faults.count() == before) {
      cursor.fault("the EPCIS context is not named", "include \"" + STANDARD_URL + "\"");
    }
    return scope;
  }

  /** The context of one event, on top of its document's. */
  static Scope event(Cursor cursor, Scope outer) throws IOException {
    return new ContextReader(cursor).read(outer);
  }

  private Scope read(Scope outer) throws IOException {
    if (!cursor.is(JsonToken.START_ARRAY)) {
      part();
      return outer.with(declared);
    }
    Set<String> urls = new HashSet<>();
    int parts = 0;
    while (cursor.parser.nextToken() != JsonToken.END_ARRAY) {
      parts++;
      if (parts > MAX_PARTS) {
        cursor.fault("the context has too many parts", "keep it to " + MAX_PARTS);
        cursor.skip();
      } else {
        String url = part();
        if (url != null && !urls.add(url)) {
          cursor.fault(Fault.quote(url) + " stands twice", "keep one of them");
        }
      }
    }
    if (parts == 0) {
      cursor.fault("the context is empty", "include \"" + STANDARD_URL + "\"");
    }
    return outer.with(declared);
  }

  private @Nullable String part() throws IOException {
    if (cursor.is(JsonToken.START_OBJECT)) {
      terms();
      return null;
    }
    if (!cursor.is(JsonToken.VALUE_STRING)) {
      cursor.wrongType("the address of a context, or an object that declares prefixes");
      return null;
    }
    String url = cursor.uri();
    if (url != null && url.endsWith(STANDARD_FILE)) {
      namesStandard = true;
    }
    return url;
  }

  private void terms() throws IOException {
    Set<String> seen = new HashSet<>();
    for (String term = cursor.nextName(); term != null; term = cursor.nextName()) {
      if (!seen.add(term)) {
        cursor.duplicate();
        continue;
      }
      cursor.parser.nextToken();
      if (term.startsWith("@") || term.indexOf(':') >= 0) {
        cursor.skip();
      } else {
        term(term);
      }
    }
  }

  private void term(String term) throws IOException {
    String value = cursor.is(JsonToken.START_OBJECT) ? id() : cursor.text("the URI it stands for");
    if (value == null || value.startsWith("@")) {
      return;
    }
    String expanded = Scope.standard().with(declared).expand(value);
    String namespace = expanded != null && !Scope.isUri(value) ? expanded : value;
    if (!Uris.isValid(namespace + "x")) {
      cursor.fault(Fault.quote(value) + " is not a URI", "give the namespace's absolute URI");
    } else if (Scope.isStandardPrefix(term)) {
      if (!Scope.repeatsStandard(term, namespace)) {
        cursor.fault(
            "the prefix " + term + " is fixed by the EPCIS context", "choose another prefix");
      }
    } else if (EventField.of(term) != null || Scope.isUri(term + ":x")) {
      cursor.fault(Fault.quote(term) + " has a meaning already", "choose another prefix");
    } else {
      declared.put(term, namespace);
    }
  }

  /** The {@code @id} of an expanded term definition. */
  private @Nullable String id() throws IOException {
    String id = null;
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      cursor.parser.nextToken();
      if (key.equals("@id") && id == null && cursor.is(JsonToken.VALUE_STRING)) {
        id = cursor.text("a URI");
      } else {
        cursor.skip();
      }
    }
    return id;
  }
}
