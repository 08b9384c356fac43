package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Spells identifiers and vocabulary values for XML: standard values as URIs in the form asked for,
 * identifiers in theirs, CURIEs as they are, their prefixes being declared as namespaces.
 */
final class XmlWordWriter {

  private static final int LONGEST_PREFIX = 64;

  private final EpcTranslation translation;
  private final CbvXmlFormat format;
  private final Scope scope;

  /** Prefixes whose CURIEs mean the same in XML, with their namespaces. */
  private final Map<String, String> declarable = new TreeMap<>();

  XmlWordWriter(EpcTranslation translation, CbvXmlFormat format, Scope scope) {
    this.translation = translation;
    this.format = format;
    this.scope = scope;
    for (String prefix : scope.declaredPrefixes()) {
      String namespace = scope.namespace(prefix);
      if (namespace != null
          && !Scope.isStandardPrefix(prefix)
          && !prefix.startsWith("xml")
          && XmlText.isName(prefix)
          && XmlExtensionWriter.isForeign(namespace)) {
        declarable.put(prefix, XmlExtensionWriter.inXml(namespace));
      }
    }
  }

  /** The prefixes of the event's own context that an element may declare. */
  Map<String, String> declarable() {
    return declarable;
  }

  String identifier(UriRef ref) {
    return translation.of(ref.written());
  }

  /** A list of identifiers none of which stands twice. */
  List<String> identifiers(List<UriRef> refs) {
    List<String> written = new ArrayList<>(refs.size());
    for (UriRef ref : refs) {
      written.add(ref.written());
    }
    return translation.ofUnique(written);
  }

  String word(Vocabulary vocabulary, UriRef ref) {
    return ref.form() == UriRef.Form.WORD ? vocabulary.inXml(ref.written(), format) : ref.written();
  }

  /** Whether a reader of XML takes the value for what it is in JSON. */
  boolean isSayable(UriRef ref) {
    return switch (ref.form()) {
      case WORD -> true;
      case URI -> Scope.isUri(ref.written());
      case CURIE -> isSayable(ref.written().substring(0, ref.written().indexOf(':')));
    };
  }

  private boolean isSayable(String prefix) {
    if (Scope.isStandardPrefix(prefix)) {
      return !prefix.equals("epcis"); // XML's own prefix for its documents
    }
    String namespace = declarable.get(prefix);
    return namespace != null
        && isSimple(prefix)
        && Scope.standardPrefix(namespace) == null
        && declarable.values().stream().filter(namespace::equals).count() == 1;
  }

  /** Readers keep a prefix in ASCII; another they may exchange. */
  private static boolean isSimple(String prefix) {
    return prefix.length() <= LONGEST_PREFIX
        && prefix.chars().allMatch(c -> c < 128)
        && !prefix.startsWith("_");
  }

  /** What a prefix stands for in the event. */
  Scope scope() {
    return scope;
  }
}
