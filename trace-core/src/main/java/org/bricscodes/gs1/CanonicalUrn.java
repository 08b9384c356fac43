package org.bricscodes.gs1;

import org.jspecify.annotations.Nullable;

/**
 * EPC URN to canonical link in one pass over the text (CBV 2.0, 8.9). Accepts exactly what {@link
 * EpcUrnParser} accepts; anything else comes back unchanged.
 */
final class CanonicalUrn {

  private CanonicalUrn() {}

  static String of(String urn) {
    UrnScheme scheme = UrnScheme.of(urn);
    if (scheme == null) {
      return urn;
    }
    int from = scheme.start.length();
    int dot = urn.indexOf('.', from);
    int prefix = dot - from;
    if (prefix < EpcUrns.MIN_PREFIX
        || prefix > EpcUrns.MAX_PREFIX
        || !Scan.digits(urn, from, dot)) {
      return urn;
    }
    String link =
        scheme.digits == 0 ? text(scheme, urn, from, dot) : digits(scheme, urn, from, dot);
    return link == null ? urn : link;
  }

  private static @Nullable String digits(UrnScheme scheme, String urn, int from, int dot) {
    int end = dot + 1 + scheme.digits - (dot - from);
    boolean last = scheme.tail.isEmpty();
    if (end > urn.length() || !Scan.digits(urn, dot + 1, end) || (last && end != urn.length())) {
      return null;
    }
    CanonicalText link = new CanonicalText(urn.length());
    key(link, scheme, urn, from, dot, end);
    int tail = end + 1;
    if (scheme.pieces()) {
      tail = end + 7;
      if (tail > urn.length()
          || urn.charAt(end) != '.'
          || urn.charAt(end + 3) != '.'
          || !pieces(link, urn, end)) {
        return null;
      }
    }
    return last || tail(link, scheme, urn, tail) ? link.toString() : null;
  }

  private static void key(
      CanonicalText link, UrnScheme scheme, String urn, int from, int dot, int end) {
    int lead = scheme.leads() ? 1 : 0;
    link.add(scheme.key);
    link.add('/');
    link.add(scheme.keyStart());
    link.add(urn, dot + 1, dot + 1 + lead);
    link.add(urn, from, dot);
    link.add(urn, dot + 1 + lead, end);
    link.addCheckDigit(scheme.digits);
  }

  /** The four digits of {@code .pp.tt}. */
  private static boolean pieces(CanonicalText link, String urn, int at) {
    if (!Scan.digits(urn, at + 1, at + 3) || !Scan.digits(urn, at + 4, at + 6)) {
      return false;
    }
    link.add(urn, at + 1, at + 3);
    link.add(urn, at + 4, at + 6);
    int piece = Integer.parseInt(urn, at + 1, at + 3, 10);
    return piece >= 1 && piece <= Integer.parseInt(urn, at + 4, at + 6, 10);
  }

  private static @Nullable String text(UrnScheme scheme, String urn, int from, int dot) {
    CharacterSet set = scheme.key.equals("8010") ? CharacterSet.CSET_39 : CharacterSet.CSET_82;
    int end = scheme.tail.isEmpty() ? urn.length() : urn.indexOf('.', dot + 1);
    if (end < 0
        || !literal(urn, dot + 1, end)
        || invalid(urn, dot + 1, end, 30 - (dot - from), set)) {
      return null;
    }
    CanonicalText link = new CanonicalText(urn.length());
    link.add(scheme.key);
    link.add('/');
    link.add(urn, from, dot);
    link.recode(urn, dot + 1, end);
    return scheme.tail.isEmpty() || tail(link, scheme, urn, end + 1) ? link.toString() : null;
  }

  /** What follows the last dot, which stands before {@code from}; false when it is not valid. */
  private static boolean tail(CanonicalText link, UrnScheme scheme, String urn, int from) {
    int end = urn.length();
    if (from > end || urn.charAt(from - 1) != '.' || !literal(urn, from, end)) {
      return false;
    }
    switch (scheme.tail) {
      case "*" -> {
        return end == from + 1 && urn.charAt(from) == '*';
      }
      case "+" -> {
        int max = scheme == UrnScheme.GRAI ? 16 : scheme == UrnScheme.GDTI ? 17 : 12;
        boolean number = scheme == UrnScheme.SGCN;
        if (invalid(urn, from, end, max, number ? CharacterSet.NUMERIC : CharacterSet.CSET_82)) {
          return false;
        }
      }
      case "8011" -> {
        if (invalid(urn, from, end, 12, CharacterSet.NUMERIC)
            || (urn.charAt(from) == '0' && end > from + 1)) {
          return false;
        }
        link.add("/8011/");
      }
      default -> {
        if (invalid(urn, from, end, scheme == UrnScheme.UPUI ? 28 : 20, CharacterSet.CSET_82)) {
          return false;
        }
        if (scheme == UrnScheme.SGLN && end == from + 1 && urn.charAt(from) == '0') {
          return true; // no extension
        }
        link.add('/');
        link.add(scheme.tail);
        link.add('/');
      }
    }
    link.recode(urn, from, end);
    return true;
  }

  private static boolean invalid(String urn, int from, int end, int max, CharacterSet set) {
    return Scan.text(urn, from, end, max, set) < 0;
  }

  /** Whether nothing stands there that a URN must escape. */
  private static boolean literal(String urn, int from, int end) {
    for (int i = from; i < end; i++) {
      char c = urn.charAt(i);
      if (c != '%' && !CharacterSet.unreserved(c) && !EpcUrns.literal(c)) {
        return false;
      }
    }
    return true;
  }
}
