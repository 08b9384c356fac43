package org.bricscodes.gs1;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bricscodes.gs1.DigitalLink.Parameter;
import org.bricscodes.gs1.EpcBinary.Scheme;
import org.bricscodes.gs1.Gs1Fault.Reason;

/** Reads the bits of a trade item's EPC strictly (Tag Data Standard 2.3, 14.5 and 14.6). */
final class EpcBinaryParser {

  /** Bits of the company prefix by partition value; it has 12 digits at 0, 6 at 6 (Table 14-2). */
  private static final int[] PREFIX_BITS = {40, 37, 34, 30, 27, 24, 20};

  private static final int PREFIX_AND_ITEM_BITS = 44;
  private static final int ITEM_DIGITS = 13;
  private static final int SERIAL_CHARACTERS = 20;

  /** URN Code 40 (Table 14-8): the first is padding. */
  private static final String CODE_40 = "\0ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:0123456789";

  /** The date that DSGTIN+ puts first, by its indicator (14.5.3). */
  private static final List<String> DATES = List.of("11", "13", "15", "16", "17", "7006", "7007");

  private final Faults faults = new Faults();
  private final EpcBits bits;

  private EpcBinaryParser(String text, int start, int end, int width) {
    if (end - start > EpcBinary.MAX_LENGTH) {
      String expected = "at most " + EpcBinary.MAX_LENGTH + " characters";
      throw Faults.one(Reason.LENGTH, "epc", start, text.substring(start, end), expected);
    }
    bits = new EpcBits(faults, text.substring(0, end), start, end, width);
  }

  static EpcBinary segment(String segment) {
    return segment(segment, 0, segment.length());
  }

  static EpcBinary hex(String hex) {
    return new EpcBinaryParser(hex, 0, hex.length(), 4).epc();
  }

  private static EpcBinary segment(String text, int from, int to) {
    boolean hex = text.startsWith("eh", from);
    if (to - from < 2 || !(hex || text.startsWith("ex", from))) {
      String expected = "eh and hexadecimal digits, or ex and base64url characters";
      throw Faults.one(Reason.SYNTAX, "epc", from, text.substring(from, to), expected);
    }
    return new EpcBinaryParser(text, from + 2, to, hex ? 4 : 6).epc();
  }

  static Optional<String> decompressed(String uri) {
    int query = uri.indexOf('?');
    int fragment = uri.indexOf('#');
    int path = Math.min(query < 0 ? uri.length() : query, fragment < 0 ? uri.length() : fragment);
    int end = path > 0 && uri.charAt(path - 1) == '/' ? path - 1 : path;
    int from = uri.lastIndexOf('/', end - 1) + 1;
    if (uri.length() > DigitalLink.MAX_LENGTH
        || from == 0
        || !looksLikeBits(uri.substring(from, end))
        || isValue(uri)) {
      return Optional.empty();
    }
    DigitalLink link = segment(uri, from, end).link();
    String dates = PercentCoding.query(link.parameters());
    String rest = uri.substring(path);
    if (!dates.isEmpty() && rest.startsWith("?")) {
      rest = "&" + rest.substring(1);
    }
    return Optional.of(uri.substring(0, from - 1) + link.path() + dates + rest);
  }

  /**
   * Whether a segment means bits at all: {@code /explore} begins with the same two letters, but
   * with no header of the standard (Table 14-1).
   */
  private static boolean looksLikeBits(String segment) {
    if (segment.startsWith("eh")) {
      return segment.length() > 2
          && segment.chars().skip(2).allMatch(c -> PercentCoding.hex((char) c) >= 0);
    }
    if (!segment.startsWith("ex") || segment.length() < 4) {
      return false;
    }
    int first = EpcBits.BASE64.indexOf(segment.charAt(2));
    int second = EpcBits.BASE64.indexOf(segment.charAt(3));
    int header = first << 2 | second >> 4;
    boolean assigned = (header >= 0x2C && header <= 0x41) || (header >= 0xE6 && header <= 0xFD);
    return first >= 0 && second >= 0 && assigned;
  }

  /** Whether the segment stands behind a key or qualifier: a lot may well be {@code eh30}. */
  private static boolean isValue(String uri) {
    try {
      if (uri.startsWith("/")) {
        DigitalLink.parseTarget(uri);
      } else {
        DigitalLink.parse(uri);
      }
      return true;
    } catch (Gs1Exception e) {
      return e.faults().stream().noneMatch(fault -> fault.reason() == Reason.NO_KEY);
    }
  }

  private EpcBinary epc() {
    faults.throwIfAny();
    int header = bits.value(8);
    Scheme scheme = scheme(header);
    EpcBinary epc =
        switch (scheme) {
          case SGTIN_96, SGTIN_198 -> partitioned(scheme);
          case SGTIN_PLUS, DSGTIN_PLUS -> plus(scheme);
        };
    bits.end();
    faults.throwIfAny();
    return epc;
  }

  private Scheme scheme(int header) {
    for (Scheme scheme : Scheme.values()) {
      if (scheme.header == header) {
        return scheme;
      }
    }
    String known =
        Stream.of(Scheme.values())
            .map(scheme -> Integer.toHexString(scheme.header) + " (" + scheme + ")")
            .collect(Collectors.joining(", "));
    faults.add(Reason.VALUE, "epc header", 0, Integer.toHexString(header), "one of " + known);
    throw faults.exception();
  }

  /** Company prefix and item reference apart, then the serial number (14.6.1). */
  private EpcBinary partitioned(Scheme scheme) {
    int filter = bits.value(3);
    int partition = bits.value(3);
    if (partition >= PREFIX_BITS.length) {
      faults.add(Reason.VALUE, "epc partition", bits.position(), "7", "0 to 6");
      throw faults.exception();
    }
    int prefixDigits = EpcUrns.MAX_PREFIX - partition;
    String prefix = digits("company prefix", PREFIX_BITS[partition], prefixDigits);
    int itemBits = PREFIX_AND_ITEM_BITS - PREFIX_BITS[partition];
    String item = digits("item reference", itemBits, ITEM_DIGITS - prefixDigits);
    int serialAt = bits.position();
    String serial = scheme == Scheme.SGTIN_96 ? bits.number(38).toString() : padded();
    check("21", serial, serialAt);
    faults.throwIfAny();
    Gtin gtin = Gtin.withCheckDigit(item.charAt(0) + prefix + item.substring(1));
    return new EpcBinary(scheme, filter, link(gtin.digits(), serial, List.of()));
  }

  private String digits(String part, int count, int digits) {
    int position = bits.position();
    String number = bits.number(count).toString();
    if (number.length() > digits) {
      faults.add(Reason.LENGTH, part, position, number, "at most " + digits + " digits");
      return "0".repeat(digits);
    }
    return "0".repeat(digits - number.length()) + number;
  }

  /** Twenty characters of seven bits; after the last there are zeros. */
  private String padded() {
    StringBuilder serial = new StringBuilder();
    boolean ended = false;
    for (int i = 0; i < SERIAL_CHARACTERS; i++) {
      int position = bits.position();
      char c = (char) bits.value(7);
      if (ended && c != 0) {
        faults.add(Reason.SYNTAX, "21", position, String.valueOf(c), "nothing after a zero");
      }
      ended |= c == 0;
      if (!ended) {
        serial.append(c);
      }
    }
    return serial.toString();
  }

  /** The whole GTIN digit by digit, then a serial number that says how it is written (14.6.2). */
  private EpcBinary plus(Scheme scheme) {
    int togglePosition = bits.position();
    if (bits.value(1) == 1) {
      String expected = "no data after the serial number (the toggle bit is 1)";
      faults.add(Reason.VALUE, "epc", togglePosition, bits.found(), expected);
    }
    int filter = bits.value(3);
    List<Parameter> date = scheme == Scheme.DSGTIN_PLUS ? List.of(date()) : List.of();
    int gtinAt = bits.position();
    StringBuilder gtin = new StringBuilder();
    for (int i = 0; i < 14; i++) {
      int position = bits.position();
      int digit = bits.value(4);
      if (digit > 9) {
        faults.add(Reason.CHARACTER, "01", position, Integer.toHexString(digit), "a digit 0-9");
      }
      gtin.append((char) ('0' + Math.min(digit, 9)));
    }
    faults.throwIfAny();
    check("01", gtin.toString(), gtinAt);
    int serialAt = bits.position();
    String serial = serial();
    check("21", serial, serialAt);
    return new EpcBinary(scheme, filter, link(gtin.toString(), serial, date));
  }

  private Parameter date() {
    int position = bits.position();
    int indicator = bits.value(4);
    int year = bits.value(7);
    int month = bits.value(4);
    int day = bits.value(5);
    if (indicator >= DATES.size()) {
      String found = Integer.toString(indicator);
      faults.add(Reason.VALUE, "epc date", position, found, "a kind of date 0 to 6");
    }
    if (year > 99 || month > 12) { // the rest is checked as the value of its identifier
      faults.add(Reason.VALUE, "epc date", position, year + "-" + month, "year 0-99, month 1-12");
    }
    faults.throwIfAny();
    return new Parameter(DATES.get(indicator), two(year) + two(month) + two(day));
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }

  /** Variable-length alphanumeric (14.5.6): three bits say how, five bits how many characters. */
  private String serial() {
    int position = bits.position();
    int encoding = bits.value(3);
    int length = bits.value(5);
    if (length == 0 || length > SERIAL_CHARACTERS) {
      String found = Integer.toString(length);
      faults.add(Reason.LENGTH, "21", position, found, "1 to 20 characters");
      throw faults.exception();
    }
    return switch (encoding) {
      case 0 -> integer(length, position);
      case 1 -> characters("0123456789ABCDEF", 4, length);
      case 2 -> characters("0123456789abcdef", 4, length);
      case 3 -> characters(EpcBits.BASE64, 6, length);
      case 4 -> ascii(length);
      case 5 -> code40(length);
      default -> {
        String found = Integer.toString(encoding);
        faults.add(Reason.VALUE, "21", position, found, "an encoding indicator 0 to 5");
        throw faults.exception();
      }
    };
  }

  private String integer(int length, int position) {
    BigInteger limit = BigInteger.TEN.pow(length);
    String number = bits.number(limit.subtract(BigInteger.ONE).bitLength()).toString();
    if (number.length() > length) {
      faults.add(Reason.LENGTH, "21", position, number, "at most " + length + " digits");
      throw faults.exception();
    }
    return "0".repeat(length - number.length()) + number;
  }

  private String characters(String alphabet, int width, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(bits.value(width)));
    }
    return text.toString();
  }

  private String ascii(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) bits.value(7));
    }
    return text.toString();
  }

  /** Three characters in sixteen bits; the last group is filled with padding. */
  private String code40(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int position = bits.position();
      int group = bits.value(16) - 1;
      if (group < 0 || group >= 64_000) {
        faults.add(Reason.VALUE, "21", position, Integer.toString(group + 1), "1 to 64000");
        throw faults.exception();
      }
      text.append(CODE_40.charAt(group / 1600));
      text.append(CODE_40.charAt(group / 40 % 40));
      text.append(CODE_40.charAt(group % 40));
    }
    for (int i = length; i < text.length(); i++) {
      if (text.charAt(i) != 0) {
        String found = String.valueOf(text.charAt(i));
        faults.add(Reason.SYNTAX, "21", bits.position(), found, "padding after the last character");
      }
    }
    text.setLength(length);
    return text.toString();
  }

  /** A value's faults, told at the place where its bits begin. */
  private void check(String ai, String value, int position) {
    try {
      AiTable.check(ai, value);
    } catch (Gs1Exception e) {
      e.faults().forEach(f -> faults.add(f.reason(), f.part(), position, f.found(), f.expected()));
    }
  }

  private DigitalLink link(String gtin, String serial, List<Parameter> parameters) {
    faults.throwIfAny();
    Element key = new Element("01", gtin);
    List<Element> item = List.of(new Element("21", serial));
    return new DigitalLink(DigitalLink.CANONICAL_BASE, key, item, parameters);
  }
}
