package org.bricscodes.gs1;

import java.util.Locale;
import org.bricscodes.gs1.Gs1Fault.Reason;

/** The part of a link before its key: scheme, authority and stem. */
final class BaseUri {

  private static final String HOST_SYMBOLS = "-._~[]:";
  private static final String STEM_SYMBOLS = "-._~%!$&'()*+,;=:@/";

  private BaseUri() {}

  /**
   * Where the authority begins: after {@code http://} or {@code https://}, all lower or all upper
   * case (URI Syntax, 4.2); -1 after adding a fault.
   */
  static int authority(Faults faults, String uri) {
    int end = uri.indexOf("://");
    String scheme = end < 0 ? "" : uri.substring(0, end + 3);
    boolean known =
        switch (scheme) {
          case "https://", "http://", "HTTPS://", "HTTP://" -> true;
          default -> false;
        };
    if (!known) {
      String found = end < 0 ? uri : scheme;
      faults.add(Reason.SCHEME, "scheme", 0, found, "https:// in one case, lower or upper");
      return -1;
    }
    return scheme.length();
  }

  /** Checks the text from {@code from} as a base, without trailing slash. */
  static void check(Faults faults, String uri, int from, int to) {
    int host = authority(faults, uri.substring(from, to));
    if (host < 0) {
      return;
    }
    int slash = uri.indexOf('/', from + host);
    int hostEnd = slash < 0 || slash > to ? to : slash;
    if (hostEnd == from + host) {
      faults.add(Reason.EMPTY, "host", hostEnd, "", "a host name");
    }
    for (int i = from + host; i < to; i++) {
      char c = uri.charAt(i);
      String symbols = i < hostEnd ? HOST_SYMBOLS : STEM_SYMBOLS;
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && symbols.indexOf(c) < 0) {
        String part = i < hostEnd ? "host" : "path";
        faults.add(Reason.CHARACTER, part, i, uri.substring(i, i + 1), "a character of a URI");
      }
    }
  }

  /** Scheme and host in lower case, no slash at the end. */
  static String normal(String base) {
    int end = base.length();
    while (end > 0 && base.charAt(end - 1) == '/' && base.charAt(Math.max(end - 2, 0)) != '/') {
      end--;
    }
    int scheme = base.indexOf("://");
    int slash = scheme < 0 ? -1 : base.indexOf('/', scheme + 3);
    int host = slash < 0 ? end : Math.min(slash, end);
    return base.substring(0, host).toLowerCase(Locale.ROOT) + base.substring(host, end);
  }
}
