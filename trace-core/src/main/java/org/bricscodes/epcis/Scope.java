package org.bricscodes.epcis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes in force at a place of a document. Only prefix expansion of JSON-LD is needed to
 * read EPCIS, and nothing is ever fetched: what the EPCIS context declares is known here. Owned by
 * one parse; not for several threads, except {@link #standard()}'s fresh copies.
 */
final class Scope {

  /** A key taken apart: a prefix's namespace, or a URI up to its last delimiter, and the rest. */
  record Name(String namespace, String localName) {}

  /** Enough for every key of a real document; a hostile one just stops profiting. */
  private static final int MAX_CACHED_NAMES = 512;

  /**
   * Prefixes of the EPCIS 2.0 context, which is protected: they cannot be given another meaning.
   */
  private static final Map<String, String> STANDARD =
      Map.of(
          "epcis", "https://ref.gs1.org/epcis/",
          "cbv", Vocabulary.CBV,
          "gs1", Vocabulary.GS1_VOC,
          "cbvmda", "urn:epcglobal:cbv:mda:",
          "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
          "owl", "http://www.w3.org/2002/07/owl#",
          "xsd", "http://www.w3.org/2001/XMLSchema#",
          "dcterms", "http://purl.org/dc/terms/");

  /** Other spellings of the same namespaces that official examples and older contexts use. */
  private static final Map<String, Set<String>> ALSO =
      Map.of(
          "gs1", Set.of("https://gs1.org/voc/", "https://www.gs1.org/voc/"),
          "cbvmda", Set.of("urn:epcglobal:cbv:mda"),
          "epcis", Set.of("https://ns.gs1.org/epcis/"),
          "cbv", Set.of("https://ns.gs1.org/cbv/"));

  private static final Map<String, String> STANDARD_PREFIXES = new HashMap<>();

  static {
    STANDARD.forEach((prefix, namespace) -> STANDARD_PREFIXES.put(namespace, prefix));
    ALSO.forEach(
        (prefix, spellings) ->
            spellings.forEach(namespace -> STANDARD_PREFIXES.put(namespace, prefix)));
  }

  /** Schemes of URIs without {@code //}; any other word before a colon is taken for a prefix. */
  private static final Set<String> SCHEMES =
      Set.of(
          "urn", "http", "https", "did", "ni", "tag", "mailto", "geo", "tel", "doi", "info", "data",
          "ark", "oid", "hdl", "ipfs", "ipns");

  private final Map<String, String> prefixes;
  private final Map<String, Name> names = new HashMap<>();

  private Scope(Map<String, String> prefixes) {
    this.prefixes = prefixes;
  }

  static Scope standard() {
    return new Scope(STANDARD);
  }

  /** This scope with more prefixes; an inner declaration wins. */
  Scope with(Map<String, String> declared) {
    if (declared.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(prefixes);
    all.putAll(declared);
    return new Scope(all);
  }

  /** Whether this scope means the same as another. */
  boolean equalTo(Scope other) {
    return prefixes.equals(other.prefixes);
  }

  static boolean isStandardPrefix(String prefix) {
    return STANDARD.containsKey(prefix);
  }

  /** Whether a declaration merely repeats what the EPCIS context says. */
  static boolean repeatsStandard(String prefix, String namespace) {
    return namespace.equals(STANDARD.get(prefix))
        || ALSO.getOrDefault(prefix, Set.of()).contains(namespace);
  }

  /** Whether a namespace is one of the EPCIS context, but not as that spells it. */
  static boolean isOtherSpelling(String namespace) {
    return STANDARD_PREFIXES.containsKey(namespace) && !STANDARD.containsValue(namespace);
  }

  /** The prefix the EPCIS context has for a namespace, in any of its spellings. */
  static @Nullable String standardPrefix(String namespace) {
    return STANDARD_PREFIXES.get(namespace);
  }

  /** What a prefix stands for; {@code null} if it is not declared. */
  @Nullable String namespace(String prefix) {
    return prefixes.get(prefix);
  }

  Set<String> declaredPrefixes() {
    return prefixes.keySet();
  }

  /** The expansion of a CURIE; {@code null} if the text is not one with a declared prefix. */
  @Nullable String expand(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || text.startsWith("//", colon + 1)) {
      return null;
    }
    String namespace = prefixes.get(text.substring(0, colon));
    return namespace == null ? null : namespace + text.substring(colon + 1);
  }

  /** A key as an expanded name; {@code null} if it is neither a declared CURIE nor a URI. */
  @Nullable Name name(String key) {
    Name known = names.get(key);
    if (known != null) {
      return known;
    }
    Name name = split(key);
    if (name != null && names.size() < MAX_CACHED_NAMES) {
      names.put(key, name);
    }
    return name;
  }

  private @Nullable Name split(String key) {
    int colon = key.indexOf(':');
    if (colon <= 0 || colon == key.length() - 1) {
      return null;
    }
    String namespace = prefixes.get(key.substring(0, colon));
    if (namespace != null && !key.startsWith("//", colon + 1)) {
      return new Name(namespace, key.substring(colon + 1));
    }
    if (!isUri(key)) {
      return null;
    }
    int cut =
        1 + Math.max(key.lastIndexOf('/'), Math.max(key.lastIndexOf('#'), key.lastIndexOf(':')));
    return cut == key.length() ? null : new Name(key.substring(0, cut), key.substring(cut));
  }

  /** A URI that nobody could take for a CURIE. */
  static boolean isUri(String text) {
    int colon = text.indexOf(':');
    return colon > 0
        && Uris.isValid(text)
        && (text.startsWith("//", colon + 1) || SCHEMES.contains(text.substring(0, colon)));
  }
}
