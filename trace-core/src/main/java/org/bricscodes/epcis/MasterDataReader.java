package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bricscodes.gs1.Gs1Uri;
import org.jspecify.annotations.Nullable;

/** Reads the master data in a document's header; what else a header holds is skipped. */
final class MasterDataReader {

  private final Cursor cursor;
  private final List<VocabularyElement> elements = new ArrayList<>();

  private Scope scope = Scope.standard();

  MasterDataReader(Cursor cursor) {
    this.cursor = cursor;
  }

  List<VocabularyElement> elements() {
    return elements;
  }

  /**
   * Reads {@code epcisHeader}; the parser is at its value.
   *
   * @param document what prefixes stand for
   */
  void header(Scope document) throws IOException {
    scope = document;
    if (!cursor.entersObject("an object")) {
      return;
    }
    members(
        key -> {
          if (key.equals("epcisMasterData")) {
            masterData();
          } else {
            cursor.skip();
          }
        });
  }

  private void masterData() throws IOException {
    if (!cursor.entersObject("an object with vocabularyList")) {
      return;
    }
    members(
        key -> {
          if (!key.equals("vocabularyList")) {
            cursor.skip();
          } else if (cursor.entersArray("an array of vocabularies")) {
            while (cursor.parser.nextToken() != JsonToken.END_ARRAY) {
              vocabulary();
            }
          }
        });
  }

  private void vocabulary() throws IOException {
    if (!cursor.entersObject("a vocabulary, which is an object")) {
      return;
    }
    List<Draft> drafts = new ArrayList<>();
    @Nullable String[] type = new @Nullable String[1];
    members(
        key -> {
          switch (key) {
            case "type" -> type[0] = cursor.uri();
            case "vocabularyElementList" -> {
              if (cursor.entersArray("an array of vocabulary elements")) {
                while (cursor.parser.nextToken() != JsonToken.END_ARRAY) {
                  element(drafts);
                }
              }
            }
            default -> cursor.skip();
          }
        });
    String named = type[0];
    if (named == null) {
      cursor.fault("the vocabulary has no type", "add \"type\" with a URI");
      return;
    }
    for (Draft draft : drafts) {
      elements.add(new VocabularyElement(named, draft.id, draft.attributes, draft.children));
    }
  }

  private record Draft(String id, Map<String, String> attributes, List<String> children) {}

  private void element(List<Draft> drafts) throws IOException {
    if (!cursor.entersObject("a vocabulary element, which is an object")) {
      return;
    }
    if (elements.size() + drafts.size() >= VocabularyElement.MAX_ELEMENTS) {
      cursor.fault(
          "the header has more than " + VocabularyElement.MAX_ELEMENTS + " elements",
          "send several documents");
      cursor.skip();
      return;
    }
    @Nullable String[] id = new @Nullable String[1];
    Map<String, String> attributes = new TreeMap<>();
    List<String> children = new ArrayList<>();
    members(
        key -> {
          switch (key) {
            case "id" -> id[0] = bounded(cursor.uri());
            case "attributes" -> attributes(attributes);
            case "children" -> children(children);
            default -> cursor.skip();
          }
        });
    String named = id[0];
    if (named == null) {
      cursor.fault("the vocabulary element has no id", "add \"id\" with a URI");
    } else {
      drafts.add(new Draft(Gs1Uri.canonical(named), attributes, children));
    }
  }

  private void attributes(Map<String, String> attributes) throws IOException {
    if (!cursor.entersArray("an array of attributes")) {
      return;
    }
    while (cursor.parser.nextToken() != JsonToken.END_ARRAY) {
      if (!cursor.entersObject("an attribute, which is an object")) {
        continue;
      }
      if (attributes.size() >= VocabularyElement.MAX_ATTRIBUTES) {
        cursor.fault(
            "the element has more than " + VocabularyElement.MAX_ATTRIBUTES + " attributes",
            "leave some out");
        cursor.skip();
        continue;
      }
      attribute(attributes);
    }
  }

  private void attribute(Map<String, String> attributes) throws IOException {
    @Nullable String[] found = new @Nullable String[2];
    members(
        key -> {
          switch (key) {
            case "id" -> found[0] = bounded(cursor.text("the attribute's name as a string"));
            case "attribute" -> found[1] = scalar();
            default -> cursor.skip();
          }
        });
    String name = found[0];
    String value = found[1];
    if (name == null) {
      cursor.fault("the attribute has no id", "add \"id\" with its name");
    } else if (value != null) {
      attributes.put(spelledOut(name), value);
    }
  }

  /** A name of one's own as a URI, since its prefix means nothing outside this document. */
  private String spelledOut(String name) {
    int colon = name.indexOf(':');
    String expanded = scope.expand(name);
    boolean own = colon > 0 && !Scope.isStandardPrefix(name.substring(0, colon));
    return own && expanded != null ? expanded : name;
  }

  private void children(List<String> children) throws IOException {
    if (!cursor.entersArray("an array of URIs")) {
      return;
    }
    while (cursor.parser.nextToken() != JsonToken.END_ARRAY) {
      String child = bounded(cursor.uri());
      if (children.size() == VocabularyElement.MAX_CHILDREN) {
        cursor.fault(
            "the element has more than " + VocabularyElement.MAX_CHILDREN + " children",
            "split the element");
        return;
      }
      if (child != null) {
        children.add(Gs1Uri.canonical(child));
      }
    }
  }

  /** A value that can be kept as text; others are skipped. */
  private @Nullable String scalar() throws IOException {
    if (cursor.is(JsonToken.VALUE_STRING)) {
      return bounded(cursor.text("a string"));
    }
    if (cursor.parser.currentToken().isScalarValue() && !cursor.is(JsonToken.VALUE_NULL)) {
      return bounded(cursor.parser.getText());
    }
    cursor.skip();
    return null;
  }

  private @Nullable String bounded(@Nullable String text) {
    if (text != null && text.length() > VocabularyElement.MAX_TEXT) {
      cursor.fault(
          "the text has " + text.length() + " characters",
          "keep it to " + VocabularyElement.MAX_TEXT);
      return null;
    }
    return text;
  }

  private interface Member {
    void read(String key) throws IOException;
  }

  /** Reads an object's members, each once, the parser at the value. */
  private void members(Member member) throws IOException {
    Set<String> seen = new HashSet<>();
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      if (!seen.add(key)) {
        cursor.duplicate();
      } else {
        cursor.parser.nextToken();
        member.read(key);
      }
    }
  }
}
