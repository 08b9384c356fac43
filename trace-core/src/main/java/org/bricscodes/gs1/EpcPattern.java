package org.bricscodes.gs1;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A set of identifiers: one alone, everything of a class, or what a pure identity pattern {@code
 * urn:epc:idpat:…} spans (GS1 Tag Data Standard, "EPC pure identity pattern URI"). Patterns name
 * their parts from the left; the rest may be {@code *}: {@code
 * urn:epc:idpat:sgtin:0614141.112345.*}, {@code urn:epc:idpat:sgtin:0614141.*.*}.
 *
 * <p>A class is a trade item without serial, a returnable asset type, a document type, a coupon or
 * a part without serial; it spans its instances and lots, and itself.
 *
 * <p>Deciding takes one pass over the identifier.
 */
public final class EpcPattern {

  private static final String START = "urn:epc:idpat:";
  private static final String BASE = DigitalLink.CANONICAL_BASE + "/";

  /** Stands for any digit; no canonical identifier has it. */
  private static final char DIGIT = '#';

  private static final int MAX_PARTS = 8;

  /** Schemes that have no Digital Link, and how many parts they have. */
  private static final Map<String, Integer> OTHERS =
      Map.of("gid", 3, "usdod", 2, "adi", 3, "bic", 1, "imovn", 1);

  /** What may stand behind the part that the template spells out. */
  private enum Tail {
    /** Nothing. */
    NONE,
    /** Nothing, or a qualifier after a slash. */
    BELOW,
    /** Something without a slash, or nothing. */
    MORE,
    /** Something, qualifiers too. */
    SOME
  }

  private final String canonical;
  private final String template;
  private final Tail tail;

  private EpcPattern(String canonical, String template, Tail tail) {
    this.canonical = canonical;
    this.template = template;
    this.tail = tail;
  }

  /**
   * Reads a pattern, an EPC URN, a Digital Link or any other URI.
   *
   * @throws Gs1Exception if it begins like a pattern and is none
   */
  public static EpcPattern parse(String uri) {
    if (uri.startsWith("urn:epc:pat:") || uri.startsWith("urn:epc:tag:")) {
      throw fault(uri, 8, "a pure identity: urn:epc:id: or urn:epc:idpat:");
    }
    String canonical = Gs1Uri.canonical(uri);
    return canonical.startsWith(START) ? pattern(canonical) : identifier(canonical);
  }

  /** The one text of this set: a canonical identifier where there is one, else the pattern. */
  public String canonical() {
    return canonical;
  }

  /** Whether it spans one identifier alone. */
  public boolean isSingle() {
    return tail == Tail.NONE && template.indexOf(DIGIT) < 0;
  }

  /** The 14 digits of the trade item, if it spans exactly one. */
  public Optional<String> tradeItem() {
    int from = BASE.length() + 3;
    boolean one = tail == Tail.BELOW && template.startsWith(BASE + "01/");
    return one && template.length() == from + 14 && template.indexOf(DIGIT) < 0
        ? Optional.of(template.substring(from))
        : Optional.empty();
  }

  /** Whether it spans this identifier, which is canonical ({@link Gs1Uri#canonical}). */
  public boolean spans(String identifier) {
    int end = template.length();
    if (identifier.length() < end) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char wanted = template.charAt(i);
      char found = identifier.charAt(i);
      if (wanted != found && (wanted != DIGIT || found < '0' || found > '9')) {
        return false;
      }
    }
    return switch (tail) {
      case NONE -> identifier.length() == end;
      case BELOW -> identifier.length() == end || identifier.charAt(end) == '/';
      case MORE -> identifier.indexOf('/', end) < 0;
      case SOME -> identifier.length() > end;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EpcPattern that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return canonical;
  }

  private static EpcPattern identifier(String canonical) {
    return new EpcPattern(canonical, canonical, classTail(canonical));
  }

  /** What may follow an identifier that names a class. */
  private static Tail classTail(String canonical) {
    if (!canonical.startsWith(BASE)) {
      return Tail.NONE;
    }
    int slash = canonical.indexOf('/', BASE.length());
    int length = slash < 0 ? 0 : canonical.length() - slash - 1;
    boolean plain = slash > 0 && canonical.indexOf('/', slash + 1) < 0;
    if (!plain) {
      return Tail.NONE;
    }
    return switch (canonical.substring(BASE.length(), slash)) {
      case "01" -> length == 14 ? Tail.BELOW : Tail.NONE;
      case "8006" -> length == 18 ? Tail.BELOW : Tail.NONE;
      case "8010" -> Tail.BELOW;
      case "8003" -> length == 14 ? Tail.MORE : Tail.NONE;
      case "253", "255" -> length == 13 ? Tail.MORE : Tail.NONE;
      default -> Tail.NONE;
    };
  }

  private static EpcPattern pattern(String uri) {
    int colon = uri.indexOf(':', START.length());
    if (colon < 0) {
      throw fault(uri, START.length(), "scheme:part.part, such as sgtin:0614141.112345.*");
    }
    String scheme = uri.substring(START.length(), colon);
    String[] parts = uri.substring(colon + 1).split("\\.", MAX_PARTS + 1);
    int open = 0;
    int at = colon + 1;
    for (String part : parts) {
      if (part.equals("*")) {
        open++;
      } else if (open > 0) {
        throw fault(uri, at, "* in every part behind the first *");
      } else if (part.indexOf('[') >= 0) {
        throw fault(uri, at, "one value or *; ranges are not part of pure identity patterns");
      } else if (part.isEmpty() || part.indexOf('*') >= 0) {
        throw fault(uri, at, "one value, or * alone");
      }
      at += part.length() + 1;
    }
    UrnScheme known = scheme(scheme);
    Integer wanted = known == null ? OTHERS.get(scheme) : Integer.valueOf(parts(known));
    if (wanted == null) {
      throw fault(uri, START.length(), "a scheme of the EPC Tag Data Standard, such as sgtin");
    }
    if (parts.length != wanted) {
      throw fault(uri, colon + 1, wanted + " parts, each a value or *");
    }
    if (open == 0) {
      return single(uri, scheme);
    }
    return known == null ? other(uri) : ofKey(uri, known, parts, open);
  }

  /** A pattern without a star is the identifier it spells out. */
  private static EpcPattern single(String uri, String scheme) {
    String urn = "urn:epc:id:" + uri.substring(START.length());
    String canonical = Gs1Uri.canonical(urn);
    if (scheme(scheme) != null && canonical.equals(urn)) {
      throw fault(uri, START.length(), "a sound identifier, or * in its last part");
    }
    return identifier(canonical);
  }

  /** Schemes without a Digital Link stay URNs; no value of theirs has a dot in it. */
  private static EpcPattern other(String uri) {
    String given = uri.substring(START.length(), uri.indexOf('*'));
    return new EpcPattern(uri, "urn:epc:id:" + given, Tail.SOME);
  }

  private static EpcPattern ofKey(String uri, UrnScheme scheme, String[] parts, int open) {
    String start = BASE + scheme.key + "/" + scheme.keyStart();
    Tail tail = tail(scheme);
    String prefix = parts[0];
    if (open == parts.length) {
      Tail any = scheme.digits == 0 ? Tail.SOME : tail;
      return new EpcPattern(uri, start + digits(keyDigits(scheme)), any);
    }
    boolean sound =
        prefix.length() >= 6 && prefix.length() <= 12 && Scan.digits(prefix, 0, prefix.length());
    if (!sound) {
      throw fault(uri, uri.indexOf(prefix, START.length()), "a company prefix of 6 to 12 digits");
    }
    boolean referenceOpen = parts[1].equals("*");
    if (referenceOpen && scheme.digits == 0) {
      return new EpcPattern(uri, start + prefix, Tail.SOME);
    }
    if (referenceOpen) {
      String lead = scheme.leads() ? digits(1) : "";
      int rest = keyDigits(scheme) - lead.length() - prefix.length();
      return new EpcPattern(uri, start + lead + prefix + digits(rest), tail);
    }
    return below(uri, scheme, parts, tail);
  }

  /** Company prefix and reference are given; what follows is open. */
  private static EpcPattern below(String uri, UrnScheme scheme, String[] parts, Tail tail) {
    String rest =
        switch (scheme) {
          case SGLN -> ".0";
          case ITIP -> ".01.01.0";
          default -> ".1";
        };
    String urn = scheme.start + parts[0] + "." + parts[1] + (scheme.tail.isEmpty() ? "" : rest);
    String canonical = Gs1Uri.canonical(urn);
    if (canonical.equals(urn)) {
      throw fault(uri, START.length(), "a sound " + scheme.name().toLowerCase(Locale.ROOT));
    }
    int key = BASE.length() + scheme.key.length() + 1;
    if (scheme.digits == 0) {
      int slash = canonical.indexOf('/', key);
      return new EpcPattern(uri, canonical.substring(0, slash), tail);
    }
    int end = key + scheme.keyStart().length() + scheme.digits + 1;
    String pieces = scheme.pieces() ? pieces(uri, parts) : "";
    return new EpcPattern(uri, canonical.substring(0, end) + pieces, tail);
  }

  private static String pieces(String uri, String[] parts) {
    if (parts[2].equals("*")) {
      return digits(4);
    }
    String total = parts[3].equals("*") ? digits(2) : parts[3];
    boolean sound = parts[2].length() == 2 && Scan.digits(parts[2], 0, 2) && total.length() == 2;
    if (!sound) {
      throw fault(uri, START.length(), "piece and total of two digits");
    }
    return parts[2] + total;
  }

  private static Tail tail(UrnScheme scheme) {
    return switch (scheme.tail) {
      case "" -> Tail.NONE;
      case "+" -> Tail.MORE;
      default -> Tail.BELOW;
    };
  }

  /** Digits of the key behind what {@link UrnScheme#keyStart} gives, the check digit included. */
  private static int keyDigits(UrnScheme scheme) {
    return scheme.digits == 0 ? 0 : scheme.digits + 1 + (scheme.pieces() ? 4 : 0);
  }

  private static int parts(UrnScheme scheme) {
    return 2 + (scheme.tail.isEmpty() ? 0 : 1) + (scheme.pieces() ? 2 : 0);
  }

  private static String digits(int count) {
    return String.valueOf(DIGIT).repeat(count);
  }

  /** The scheme of instances with this name, null where it has no Digital Link. */
  private static @Nullable UrnScheme scheme(String name) {
    return UrnScheme.of("urn:epc:id:" + name + ":");
  }

  private static Gs1Exception fault(String uri, int at, String expected) {
    return Faults.one(Reason.SYNTAX, "pattern", at, uri.substring(at), expected);
  }
}
