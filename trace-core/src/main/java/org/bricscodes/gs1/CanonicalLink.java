package org.bricscodes.gs1;

/**
 * Digital Link on any host to canonical link, read from the end of the path (CBV 2.0, 8.9). Lenient
 * where {@link DigitalLinkParser} is strict: alphabetic names, GTIN of 8, 12 or 13 digits, any
 * query. Anything that is not a link to an EPC key comes back unchanged.
 */
final class CanonicalLink {

  private static final String CANONICAL = DigitalLink.CANONICAL_BASE + "/";

  /** An application identifier as one number: digits times this plus value, so 01 is 20001. */
  private static final int DIGITS = 10_000;

  private static final int SERIAL = 1;
  private static final int LOT = 2;
  private static final int VARIANT = 4;
  private static final int TPX = 8;
  private static final int EXTENSION = 16;
  private static final int IMPORTER = 32;
  private static final int PART_SERIAL = 64;
  private static final int RELATION = 128;

  private final String uri;
  private final int authority;

  /** Qualifiers passed on the way from the end to the key. */
  private int seen;

  /** The finest of them, to be kept; none when {@code tailFrom} is 0. */
  private String tail = "";

  private int tailFrom;
  private int tailTo;

  /** Whether this is a link to an EPC key. */
  private boolean known;

  /** Whether the text differs from the canonical form in any way. */
  private boolean changed;

  CanonicalLink(String uri, int authority) {
    this.uri = uri;
    this.authority = authority;
  }

  String canonical() {
    return uri.indexOf('%') < 0 ? scan() : unescaped();
  }

  /** The same for a text whose needless escapes are gone, such as {@code %31} for a digit. */
  private String unescaped() {
    String plain = PercentCoding.unescapeUnreserved(uri);
    if (plain.length() == uri.length()) {
      return scan();
    }
    CanonicalLink link = new CanonicalLink(plain, authority);
    link.changed = true;
    String canonical = link.scan();
    return link.known ? canonical : uri;
  }

  private String scan() {
    int path = uri.indexOf('/', authority);
    int end = first(uri.indexOf('?', authority), uri.indexOf('#', authority));
    if (path <= authority || path >= end) {
      return uri;
    }
    int to = end - 1 > path && uri.charAt(end - 1) == '/' ? end - 1 : end;
    changed |= to != uri.length();
    while (true) {
      int value = uri.lastIndexOf('/', to - 1) + 1;
      int code = uri.lastIndexOf('/', value - 2) + 1;
      if (value - 1 <= path || code <= path) {
        return uri;
      }
      int ai = ai(code, value - 1);
      if (!qualifier(ai, value, to)) {
        return key(ai, code, value, to);
      }
      to = code - 1;
    }
  }

  /** The smaller of two places where the path may end; -1 stands for none. */
  private int first(int query, int fragment) {
    int end = query < 0 ? uri.length() : query;
    return fragment < 0 ? end : Math.min(end, fragment);
  }

  private int ai(int from, int to) {
    int length = to - from;
    if (length >= 2 && length <= 4 && Scan.digits(uri, from, to)) {
      return length * DIGITS + Integer.parseInt(uri, from, to, 10);
    }
    if (length < 3 || length > 5 || "gicpsl".indexOf(uri.charAt(from)) < 0) {
      return 0;
    }
    changed = true;
    String code = EpcNames.code(uri.substring(from, to));
    return code.isEmpty() ? 0 : code.length() * DIGITS + Integer.parseInt(code);
  }

  /** Takes a qualifier and its value; false when it is none, or out of order. */
  private boolean qualifier(int ai, int from, int to) {
    return switch (ai) {
      case 2 * DIGITS + 21 -> take(SERIAL, 0, "/21/", from, to, 20);
      case 2 * DIGITS + 10 -> take(LOT, SERIAL, "/10/", from, to, 20);
      case 2 * DIGITS + 22 -> take(VARIANT, SERIAL | LOT, "", from, to, 20);
      case 3 * DIGITS + 235 -> take(TPX, 0, "/235/", from, to, 28);
      case 3 * DIGITS + 254 -> take(EXTENSION, 0, "/254/", from, to, 20);
      case 4 * DIGITS + 7040 -> take(IMPORTER, 0, "", from, to, 4) && importer(from, to);
      case 4 * DIGITS + 8011 ->
          take(PART_SERIAL, 0, "/8011/", from, to, 12)
              && Scan.digits(uri, from, to)
              && (uri.charAt(from) != '0' || to == from + 1);
      case 4 * DIGITS + 8019 -> take(RELATION, 0, "", from, to, 10) && Scan.digits(uri, from, to);
      default -> false;
    };
  }

  private boolean importer(int from, int to) {
    return (Scan.text(uri, from, to, 4, CharacterSet.CSET_82) & ~Scan.RECODE) == 4
        && Scan.digits(uri, from, from + 1);
  }

  private boolean take(int flag, int after, String path, int from, int to, int max) {
    int found = Scan.text(uri, from, to, max, CharacterSet.CSET_82);
    if (found < 0 || (seen & ~after) != 0) {
      return false;
    }
    if (seen == 0 && !path.isEmpty() && !noExtension(flag, from, to)) {
      tail = path;
      tailFrom = from;
      tailTo = to;
      changed |= (found & Scan.RECODE) != 0;
    } else {
      changed = true; // dropped
    }
    seen |= flag;
    return true;
  }

  /** An extension of 0 means none. */
  private boolean noExtension(int flag, int from, int to) {
    return flag == EXTENSION && to == from + 1 && uri.charAt(from) == '0';
  }

  private String key(int ai, int code, int from, int to) {
    int padding = 0;
    boolean valid =
        switch (ai) {
          case 2 * DIGITS -> only(0) && checked(from, to, 18);
          case 2 * DIGITS + 1 -> {
            padding = 14 - (to - from);
            yield tradeItem()
                && (padding == 0 || padding == 1 || padding == 2 || padding == 6)
                && checked(from, to, to - from);
          }
          case 3 * DIGITS + 253 -> only(0) && serial(from, to, 13, 17, CharacterSet.CSET_82);
          case 3 * DIGITS + 255 -> only(0) && serial(from, to, 13, 12, CharacterSet.NUMERIC);
          case 3 * DIGITS + 401 -> only(0) && text(from, to, CharacterSet.CSET_82);
          case 3 * DIGITS + 402 -> only(0) && checked(from, to, 17);
          case 3 * DIGITS + 414 -> (only(EXTENSION) || only(IMPORTER)) && checked(from, to, 13);
          case 3 * DIGITS + 417 -> only(IMPORTER) && checked(from, to, 13);
          case 4 * DIGITS + 8003 ->
              only(0)
                  && uri.charAt(from) == '0'
                  && serial(from + 1, to, 13, 16, CharacterSet.CSET_82);
          case 4 * DIGITS + 8004 -> only(IMPORTER) && text(from, to, CharacterSet.CSET_82);
          case 4 * DIGITS + 8006 ->
              only(SERIAL | LOT | VARIANT)
                  && to - from == 18
                  && Scan.checked(uri, from, to, 14)
                  && Scan.piece(uri, from + 14);
          case 4 * DIGITS + 8010 -> only(PART_SERIAL) && text(from, to, CharacterSet.CSET_39);
          case 4 * DIGITS + 8017, 4 * DIGITS + 8018 -> only(RELATION) && checked(from, to, 18);
          default -> false;
        };
    known = valid;
    return valid ? compose(ai, code, from, to, padding) : uri;
  }

  private boolean only(int allowed) {
    return (seen & ~allowed) == 0;
  }

  private boolean tradeItem() {
    return only(SERIAL | LOT | VARIANT) || only(TPX);
  }

  private boolean checked(int from, int to, int count) {
    return to - from == count && Scan.checked(uri, from, to, count);
  }

  private boolean serial(int from, int to, int count, int max, CharacterSet set) {
    if (!Scan.checked(uri, from, to, count)) {
      return false;
    }
    if (to == from + count) {
      return true;
    }
    int found = Scan.text(uri, from + count, to, max, set);
    changed |= (found & Scan.RECODE) != 0;
    return found > 0;
  }

  private boolean text(int from, int to, CharacterSet set) {
    int found = Scan.text(uri, from, to, 30, set);
    changed |= (found & Scan.RECODE) != 0;
    return to - from >= 4 && found > 0 && Scan.digits(uri, from, from + 4);
  }

  private String compose(int ai, int code, int from, int to, int padding) {
    if (!changed && padding == 0 && code == CANONICAL.length() && uri.startsWith(CANONICAL)) {
      return uri;
    }
    CanonicalText link = new CanonicalText(to - from + tailTo - tailFrom);
    int digits = ai / DIGITS;
    for (int unit = digits == 4 ? 1000 : digits == 3 ? 100 : 10; unit > 0; unit /= 10) {
      link.add((char) ('0' + ai % DIGITS / unit % 10));
    }
    link.add('/');
    for (int i = 0; i < padding; i++) {
      link.add('0');
    }
    link.recode(uri, from, to);
    if (tailFrom > 0) {
      link.add(tail);
      link.recode(uri, tailFrom, tailTo);
    }
    return link.toString();
  }
}
