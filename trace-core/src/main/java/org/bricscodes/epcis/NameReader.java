package org.bricscodes.epcis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.Gs1Uri;
import org.jspecify.annotations.Nullable;

/** Reads names: identifiers, which are URIs, and vocabulary values, which are words or URIs. */
final class NameReader {

  private static final int FEW = 8;

  private final Cursor cursor;
  private final Scope scope;

  NameReader(Cursor cursor, Scope scope) {
    this.cursor = cursor;
    this.scope = scope;
  }

  /** An EPC, a place, a party, a document: any URI, or a CURIE with a declared prefix. */
  @Nullable UriRef identifier() throws IOException {
    String text = cursor.uri();
    if (text == null) {
      return null;
    }
    if (!text.startsWith("urn:") && !text.startsWith("http")) {
      String expanded = scope.expand(text);
      if (expanded != null) {
        return new UriRef(text, Gs1Uri.canonical(expanded), UriRef.Form.CURIE);
      }
    }
    String canonical = Gs1Uri.canonical(text);
    String problem = Identifiers.problem(text, canonical);
    if (problem != null) {
      cursor.fault(Fault.quote(text) + ": " + problem, "correct the identifier");
      return null;
    }
    return new UriRef(text, canonical, UriRef.Form.URI);
  }

  /** A vocabulary value: a standard bare word, or a URI or CURIE that is not a standard value. */
  @Nullable UriRef word(Vocabulary vocabulary) throws IOException {
    String text = cursor.text("a " + vocabulary.noun() + " as a string");
    if (text == null) {
      return null;
    }
    UriRef standard = vocabulary.word(text);
    return standard != null ? standard : custom(vocabulary, text);
  }

  private @Nullable UriRef custom(Vocabulary vocabulary, String text) {
    String noun = vocabulary.noun();
    int colon = text.indexOf(':');
    if (colon < 0) {
      String meant = vocabulary.nearest(text);
      cursor.fault(
          Fault.quote(text) + " is not a standard " + noun,
          (meant == null ? "" : "did you mean \"" + meant + "\"? ")
              + "write a word of CBV 2.0, or a URI or CURIE for one of your own");
      return null;
    }
    String expanded = scope.expand(text);
    String uri = expanded == null ? text : expanded;
    String word = vocabulary.wordFor(uri);
    if (word != null) {
      cursor.fault(
          Fault.quote(text) + " is a standard " + noun + " spelled out",
          "write the bare word \"" + word + "\"");
      return null;
    }
    if (isReserved(uri)) {
      cursor.fault(
          Fault.quote(text) + " lies in the namespace of the standard but is not in it",
          "use a namespace of your own");
      return null;
    }
    if (expanded != null) {
      if (!Uris.isValid(expanded)) {
        cursor.fault(Fault.quote(text) + " does not expand to a URI", "write a valid CURIE");
        return null;
      }
      return new UriRef(text, expanded, UriRef.Form.CURIE);
    }
    if (!Scope.isUri(text)) {
      undeclared(text, colon);
      return null;
    }
    return new UriRef(text, text, UriRef.Form.URI);
  }

  /** Whether a URI lies where only the standard makes names. */
  static boolean isReserved(String uri) {
    return uri.startsWith(Vocabulary.CBV)
        || uri.startsWith("urn:epcglobal:cbv:")
        || uri.startsWith("https://ns.gs1.org/cbv/");
  }

  /** Reports a text with a colon that is neither a CURIE nor a URI. */
  void undeclared(String text, int colon) {
    if (!Uris.isValid(text)) {
      cursor.fault(Fault.quote(text) + " is neither a URI nor a CURIE", "write a valid URI");
      return;
    }
    String prefix = text.substring(0, colon);
    String meant = Nearest.to(prefix, scope.declaredPrefixes());
    cursor.fault(
        "the prefix " + Fault.quote(prefix) + " is not declared",
        (meant == null ? "" : "did you mean \"" + meant + "\"? ")
            + "declare it in @context itself; contexts named by address are not fetched");
  }

  /** An array of identifiers. */
  List<UriRef> identifiers() throws IOException {
    if (!cursor.entersArray("an array of URIs")) {
      return List.of();
    }
    List<UriRef> items = new ArrayList<>();
    while (cursor.nextItem(items)) {
      UriRef item = identifier();
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  /** An array of identifiers none of which stands twice. */
  List<UriRef> uniqueIdentifiers() throws IOException {
    List<UriRef> items = identifiers();
    requireUnique(items);
    return items;
  }

  /** A non-empty array of vocabulary values none of which stands twice. */
  List<UriRef> uniqueWords(Vocabulary vocabulary) throws IOException {
    if (!cursor.entersArray("an array of " + vocabulary.noun() + "s")) {
      return List.of();
    }
    int before = cursor.faults.count();
    List<UriRef> items = new ArrayList<>();
    while (cursor.nextItem(items)) {
      UriRef item = word(vocabulary);
      if (item != null) {
        items.add(item);
      }
    }
    if (items.isEmpty() && cursor.faults.count() == before) {
      cursor.fault("the array is empty", "leave it out or name at least one");
    }
    requireUnique(items);
    return items;
  }

  private void requireUnique(List<UriRef> items) {
    if (items.size() <= FEW) {
      for (int i = 1; i < items.size(); i++) {
        for (int j = 0; j < i; j++) {
          if (items.get(i).written().equals(items.get(j).written())) {
            repeated(items.get(i));
            break;
          }
        }
      }
      return;
    }
    Set<String> seen = HashSet.newHashSet(items.size());
    for (UriRef item : items) {
      if (!seen.add(item.written())) {
        repeated(item);
      }
    }
  }

  private void repeated(UriRef item) {
    cursor.fault(Fault.quote(item.written()) + " stands twice in the list", "keep one of them");
  }
}
