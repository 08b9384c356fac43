package org.bricscodes.gs1;

/** Chooses how to canonicalise a URI by how it begins. */
final class CanonicalUri {

  private CanonicalUri() {}

  static String of(String uri) {
    if (uri.length() > DigitalLink.MAX_LENGTH) {
      return uri;
    }
    if (uri.startsWith(EpcUrn.PREFIX)) {
      return CanonicalUrn.of(uri);
    }
    if (uri.startsWith("http")) {
      return link(uri, uri.startsWith("https") ? 5 : 4);
    }
    if (uri.startsWith("HTTP")) {
      return link(uri, uri.startsWith("HTTPS") ? 5 : 4);
    }
    return uri;
  }

  private static String link(String uri, int scheme) {
    return uri.startsWith("://", scheme) ? new CanonicalLink(uri, scheme + 3).canonical() : uri;
  }
}
