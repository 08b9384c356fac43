package org.bricscodes.epcis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns vocabulary values and identifiers of XML into those of JSON-LD: a standard value, which XML
 * spells out as a URN, a Web URI or (sensors) a CURIE, into its bare word; anything else stays what
 * it is.
 */
final class XmlWords {

  /** Stands in for a value that was reported, so that nothing more is said about it. */
  static final String AT_FAULT = "urn:x-fault:reported";

  /** Dispositions of CBV 1.0 that CBV 1.1 renamed. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "non_sellable_damaged", "damaged",
          "non_sellable_disposed", "disposed",
          "non_sellable_expired", "expired",
          "non_sellable_no_pedigree_match", "no_pedigree_match",
          "non_sellable_recalled", "recalled");

  private final XmlFaults faults;
  private final XmlPrefixes prefixes;
  private final XmlDialect dialect;

  XmlWords(XmlFaults faults, XmlPrefixes prefixes, XmlDialect dialect) {
    this.faults = faults;
    this.prefixes = prefixes;
    this.dialect = dialect;
  }

  /** The JSON form of a vocabulary value at an element or, if named, its attribute. */
  String word(Vocabulary vocabulary, String text, XmlElement at, String attribute) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      faults.at(at, attribute, bare(vocabulary, text), bareRemedy(vocabulary, text));
      return AT_FAULT;
    }
    String uri = spelledOut(text, colon, at);
    String word = vocabulary.wordFor(uri);
    if (word != null) {
      return word;
    }
    String local = uri.substring(1 + Math.max(uri.lastIndexOf('-'), uri.lastIndexOf(':')));
    boolean renamed = vocabulary == Vocabulary.DISPOSITION && RENAMED.containsKey(local);
    if (NameReader.isReserved(uri)) {
      String now = renamed ? RENAMED.get(local) : vocabulary.nearest(local);
      if (renamed && dialect == XmlDialect.ONE && now != null) {
        return now;
      }
      faults.at(
          at,
          attribute,
          Fault.quote(text) + " is not a " + vocabulary.noun() + " of CBV 2.0",
          (now == null
                  ? ""
                  : "did you mean \"" + vocabulary.inXml(now, CbvXmlFormat.ALWAYS_URN) + "\"? ")
              + "values of your own take a namespace of your own");
      return AT_FAULT;
    }
    return name(text, at, attribute);
  }

  private static String bare(Vocabulary vocabulary, String text) {
    return text.isEmpty()
        ? "the " + vocabulary.noun() + " is empty"
        : Fault.quote(text) + " is a bare word";
  }

  private static String bareRemedy(Vocabulary vocabulary, String text) {
    String meant = vocabulary.nearest(text);
    return meant == null
        ? "XML takes a URI"
        : "XML takes a URI: \"" + vocabulary.inXml(meant, CbvXmlFormat.ALWAYS_URN) + "\"?";
  }

  /** The value with prefix and spelling of the namespace resolved. */
  private static String spelledOut(String text, int colon, XmlElement at) {
    String uri = text;
    if (!text.startsWith("//", colon + 1)) {
      String prefix = text.substring(0, colon);
      String namespace = at.namespaceOf(prefix);
      if (namespace == null && Scope.isStandardPrefix(prefix)) {
        namespace = Scope.standard().namespace(prefix);
      }
      uri = namespace == null ? text : namespace + text.substring(colon + 1);
    }
    return uri.startsWith(OBSOLETE_CBV)
        ? Vocabulary.CBV + uri.substring(OBSOLETE_CBV.length())
        : uri;
  }

  private static final String OBSOLETE_CBV = "https://ns.gs1.org/cbv/";

  /** The JSON form of an identifier or of a value that is not a standard one. */
  String name(String text, XmlElement at, String attribute) {
    int colon = text.indexOf(':');
    if (colon <= 0 || Scope.isUri(text)) {
      return text;
    }
    String prefix = text.substring(0, colon);
    String namespace = at.namespaceOf(prefix);
    if (namespace != null && !text.startsWith("//", colon + 1)) {
      return prefixes.of(namespace, prefix, at, faults) + text.substring(colon);
    }
    if (Uris.isValid(text) && !Scope.isStandardPrefix(prefix)) {
      faults.at(
          at,
          attribute,
          "the prefix " + Fault.quote(prefix) + " is not declared",
          "declare xmlns:" + prefix + ", or write the whole URI");
      return AT_FAULT;
    }
    return text;
  }

  /** The JSON spelling of a number; {@code null} if it is none, which has been reported. */
  @Nullable String number(String text, XmlElement at, String attribute) {
    String spelled = XmlNumbers.json(text);
    if (spelled == null) {
      faults.at(
          at,
          attribute,
          text.isEmpty() ? "the number is empty" : Fault.quote(text) + " is not a number",
          "write a decimal number, such as 12.5");
    }
    return spelled;
  }
}
