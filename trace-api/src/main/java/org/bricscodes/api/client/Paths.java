package org.bricscodes.api.client;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Parts of addresses (RFC 3986). */
final class Paths {

  private Paths() {}

  /** Percent-encoded, so that it is one segment of a path or one value of a query. */
  static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  static String lastSegment(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }
}
