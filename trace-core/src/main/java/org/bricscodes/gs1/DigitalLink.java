package org.bricscodes.gs1;

import java.util.List;
import java.util.Optional;

/**
 * A GS1 Digital Link URI (GS1 Digital Link: URI Syntax 1.6), proven: known key, qualifiers that
 * belong to it in their fixed order, data attributes in the query only, every value valid.
 *
 * <p>{@code parse(link.toString())} equals {@code link}. Immutable.
 *
 * @param base scheme, authority and stem such as {@code https://id.gs1.org} or {@code
 *     https://example.com/some/stem}; scheme and host become lower case, a slash at the end is
 *     dropped
 * @param key the primary identification key
 * @param qualifiers key qualifiers in the order of the standard
 * @param parameters query parameters in order of appearance; names are unique
 */
public record DigitalLink(
    String base, Element key, List<Element> qualifiers, List<Parameter> parameters) {

  /** Scheme and host of the canonical form. */
  public static final String CANONICAL_BASE = "https://id.gs1.org";

  /** Longest URI that is read, in characters. */
  public static final int MAX_LENGTH = 8192;

  public DigitalLink {
    base = BaseUri.normal(base);
    qualifiers = List.copyOf(qualifiers);
    parameters = List.copyOf(parameters);
    DigitalLinkRules.check(base, key, qualifiers, parameters);
  }

  /**
   * One pair of the query, decoded.
   *
   * @param name an application identifier of a data attribute, or any name that is not all digits,
   *     such as {@code linkType}
   */
  public record Parameter(String name, String value) {}

  /**
   * Reads a Digital Link on any host with any stem. A trailing slash is tolerated; of repeated
   * query names the last wins; {@code &} and {@code ;} separate pairs; a fragment is no part of the
   * link and is dropped.
   *
   * @throws Gs1Exception with every fault and its place in {@code uri}
   */
  public static DigitalLink parse(String uri) {
    return DigitalLinkParser.uri(uri);
  }

  /**
   * Reads the target of an HTTP request: the path exactly as it was sent, not decoded, and the
   * query if there was one, as in {@code /01/09506000134352/10/AB%2FC?17=271231}. Leading segments
   * before the key, such as {@code /scan}, become part of the stem under {@link #CANONICAL_BASE}.
   *
   * @throws Gs1Exception with every fault and its place in {@code rawTarget}
   */
  public static DigitalLink parseTarget(String rawTarget) {
    return DigitalLinkParser.target(rawTarget);
  }

  /** A link of a key followed by its qualifiers, on {@link #CANONICAL_BASE}, without query. */
  public static DigitalLink of(List<Element> path) {
    return new DigitalLink(
        CANONICAL_BASE, path.getFirst(), path.subList(1, path.size()), List.of());
  }

  /** The same link on another base, such as {@code https://trace.example} of this server. */
  public DigitalLink withBase(String otherBase) {
    return new DigitalLink(otherBase, key, qualifiers, parameters);
  }

  /** The same link without its query. */
  public DigitalLink withoutParameters() {
    return new DigitalLink(base, key, qualifiers, List.of());
  }

  /** The value of an application identifier, wherever it stands in the link. */
  public Optional<String> value(String ai) {
    if (key.ai().equals(ai)) {
      return Optional.of(key.value());
    }
    for (Element qualifier : qualifiers) {
      if (qualifier.ai().equals(ai)) {
        return Optional.of(qualifier.value());
      }
    }
    return parameter(ai);
  }

  /** The value of a query parameter. */
  public Optional<String> parameter(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return Optional.of(parameter.value());
      }
    }
    return Optional.empty();
  }

  /** The trade item number, when the key is one (AI 01). */
  public Optional<Gtin> gtin() {
    return key.ai().equals("01") ? Optional.of(new Gtin(key.value())) : Optional.empty();
  }

  /** The batch or lot number (AI 10). */
  public Optional<String> lot() {
    return value("10");
  }

  /** The serial number (AI 21). */
  public Optional<String> serial() {
    return value("21");
  }

  /** The data attributes of the query (all-digit names), in order of appearance. */
  public List<Element> attributes() {
    return DigitalLinkRules.attributes(parameters);
  }

  /** Key and qualifiers as a path with leading slash, percent-encoded. */
  public String path() {
    return PercentCoding.path(key, qualifiers);
  }

  /**
   * The canonical form of the syntax standard: {@link #CANONICAL_BASE}, path, query parameters
   * sorted by name. Keeps every qualifier and parameter; {@link #identifier()} gives the EPC level.
   */
  public String canonical() {
    return DigitalLinkRules.canonical(this);
  }

  /**
   * The identifier at its finest EPC level: serial before lot before class.
   *
   * @throws Gs1Exception when the key has no EPC form (such as AI 8013)
   */
  public Identifier identifier() {
    return Identifiers.of(this);
  }

  /** The URI, with everything but unreserved characters percent-encoded in upper case. */
  @Override
  public String toString() {
    return base + path() + PercentCoding.query(parameters);
  }
}
