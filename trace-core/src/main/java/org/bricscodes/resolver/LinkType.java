package org.bricscodes.resolver;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a link leads to: a link type of the GS1 Web Vocabulary, or one of another vocabulary by its
 * full URI. Open, because anyone may define link types; those of GS1 are checked against {@code
 * link-types.txt} when links are registered.
 *
 * @param uri absolute
 */
public record LinkType(String uri) {

  /** The namespace of the GS1 Web Vocabulary. */
  public static final String VOC = "https://ref.gs1.org/voc/";

  /** The prefix that stands for {@link #VOC} in a CURIE. */
  public static final String PREFIX = "gs1:";

  /** Longest URI. */
  public static final int MAX_LENGTH = 200;

  public static final LinkType DEFAULT_LINK = gs1("defaultLink");
  public static final LinkType DEFAULT_LINK_MULTI = gs1("defaultLinkMulti");
  public static final LinkType TRACEABILITY = gs1("traceability");
  public static final LinkType VERIFICATION_SERVICE = gs1("verificationService");
  public static final LinkType PIP = gs1("pip");

  private static final String[] FORMER = {
    "https://gs1.org/voc/",
    "http://gs1.org/voc/",
    "https://www.gs1.org/voc/",
    "http://ref.gs1.org/voc/"
  };

  public LinkType {
    if (uri.length() > MAX_LENGTH || !isAbsolute(uri)) {
      throw new IllegalArgumentException(
          "a link type is an absolute URI of at most 200 characters");
    }
  }

  /** A link type of the GS1 Web Vocabulary. */
  public static LinkType gs1(String name) {
    return new LinkType(VOC + name);
  }

  /**
   * Reads a full URI or a {@code gs1:} CURIE. Namespaces under which the vocabulary was published
   * before mean the same.
   */
  public static Optional<LinkType> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (text.startsWith(PREFIX)) {
      String name = text.substring(PREFIX.length());
      return isName(name) ? Optional.of(gs1(name)) : Optional.empty();
    }
    for (String former : FORMER) {
      if (text.startsWith(former)) {
        return parse(PREFIX + text.substring(former.length()));
      }
    }
    return isAbsolute(text) ? Optional.of(new LinkType(text)) : Optional.empty();
  }

  /** The name within the GS1 Web Vocabulary; null for a type of another vocabulary. */
  @Nullable String name() {
    return uri.startsWith(VOC) ? uri.substring(VOC.length()) : null;
  }

  /** A CURIE where there is one, otherwise the URI; {@link #parse} reads it again. */
  @Override
  public String toString() {
    String name = name();
    return name == null ? uri : PREFIX + name;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_'));
  }

  private static boolean isAbsolute(String text) {
    if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
      return false;
    }
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() && (uri.isOpaque() || uri.getHost() != null) && !isCurie(uri);
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /** {@code schema:about} is a CURIE of a prefix nobody declared, {@code urn:x:y} a URI. */
  private static boolean isCurie(URI uri) {
    return uri.isOpaque() && !uri.getScheme().equalsIgnoreCase("urn");
  }
}
