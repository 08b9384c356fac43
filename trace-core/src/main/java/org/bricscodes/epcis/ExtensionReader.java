package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what lies outside the standard: namespaced keys with any JSON below them. */
final class ExtensionReader {

  /** What JSON-LD itself lets stand in a nested object beside namespaced keys. */
  private static final Set<String> KEYWORDS =
      Set.of("@id", "@type", "@value", "@language", "@list", "@set", "id", "type");

  private static final int FEW = 8;

  private final Cursor cursor;
  private final Scope scope;
  private final NameReader names;

  ExtensionReader(Cursor cursor, Scope scope, NameReader names) {
    this.cursor = cursor;
    this.scope = scope;
    this.names = names;
  }

  /** An object all of whose keys are namespaced. */
  List<Extension> object(String expected) throws IOException {
    return cursor.entersObject(expected) ? members(scope::name) : List.of();
  }

  /**
   * A member whose name was just read and is not of the standard. Adds to {@code found} unless
   * something is wrong with it.
   *
   * @param known the standard names here, to suggest the one that was meant
   */
  void member(String key, List<Extension> found, Set<String> known) throws IOException {
    if (found.size() >= cursor.limits.maxListItems()) {
      // Each is compared with all before it.
      cursor.fault("there are too many members of your own here", "keep it smaller");
      cursor.parser.nextToken();
      cursor.skip();
      return;
    }
    if (contains(found, key)) {
      cursor.duplicate();
      return;
    }
    Extension member = read(key, scope::name, known);
    if (member != null) {
      found.add(member);
    }
  }

  private List<Extension> members(Naming naming) throws IOException {
    List<Extension> members = new ArrayList<>(4);
    Set<String> many = Set.of();
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      if (members.size() == FEW) {
        many = new HashSet<>();
        for (Extension member : members) {
          many.add(member.key());
        }
      }
      if (members.size() < FEW ? contains(members, key) : many.contains(key)) {
        cursor.duplicate();
        continue;
      }
      if (members.size() == cursor.limits.maxListItems()) {
        cursor.fault("the object has too many members", "keep it smaller");
        cursor.parser.nextToken();
        cursor.skip();
        continue;
      }
      Extension member = read(key, naming, Set.of());
      if (member != null) {
        members.add(member);
        if (members.size() > FEW) {
          many.add(key);
        }
      }
    }
    return members;
  }

  private static boolean contains(List<Extension> members, String key) {
    for (Extension member : members) {
      if (member.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** What a key stands for; {@code null} if it may not stand there. */
  private interface Naming {
    Scope.@Nullable Name of(String key);
  }

  /**
   * Below a name of one's own the schema asks nothing of names: one without a namespace is its own
   * name there, as JSON-LD's keywords are.
   */
  private Scope.@Nullable Name inside(String key) {
    boolean plain =
        KEYWORDS.contains(key) || (!key.isEmpty() && key.indexOf(':') < 0 && key.charAt(0) != '@');
    return plain ? new Scope.Name("", key) : scope.name(key);
  }

  private @Nullable Extension read(String key, Naming naming, Set<String> known)
      throws IOException {
    Scope.Name name = naming.of(key);
    if (name == null) {
      badKey(key, known);
      cursor.parser.nextToken();
      cursor.skip();
      return null;
    }
    cursor.parser.nextToken();
    JsonValue value = value();
    return value == null ? null : new Extension(key, name.namespace(), name.localName(), value);
  }

  private void badKey(String key, Set<String> known) {
    int colon = key.indexOf(':');
    if (colon > 0) {
      names.undeclared(key, colon);
      return;
    }
    String meant = Nearest.to(key, known);
    cursor.fault(
        Fault.quote(key) + " is not a standard field here and has no namespace",
        (meant == null ? "" : "did you mean \"" + meant + "\"? ")
            + "prefix a field of your own, as in example:"
            + (key.isEmpty() || key.length() > 20 ? "field" : key.replace("@", "")));
  }

  private @Nullable JsonValue value() throws IOException {
    JsonToken token = cursor.parser.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      String text = cursor.text("a string");
      return text == null ? null : new JsonValue.Text(text);
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      BigDecimal number = cursor.decimal();
      return number == null ? null : new JsonValue.Decimal(number);
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return new JsonValue.Flag(token == JsonToken.VALUE_TRUE);
    }
    if (token == JsonToken.START_OBJECT) {
      return new JsonValue.Fields(members(this::inside));
    }
    return token == JsonToken.START_ARRAY ? items() : JsonValue.Null.NULL;
  }

  private JsonValue items() throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (cursor.nextItem(items)) {
      JsonValue item = value();
      if (item != null) {
        items.add(item);
      }
    }
    return new JsonValue.Items(items);
  }
}
