package org.bricscodes.gs1;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/** Percent-encoding (RFC 3986, 2.1) of values in links and URNs. */
final class PercentCoding {

  private static final String HEX = "0123456789ABCDEF";

  private PercentCoding() {}

  /** The value of a hexadecimal digit, or -1. */
  static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  /**
   * Decodes each escape to one character 0-255, so that decoded and raw characters keep step. A
   * broken escape is a fault and stays as it is.
   */
  static RawValue decode(Faults faults, String part, String text, int from, int to) {
    String raw = text.substring(from, to);
    if (raw.indexOf('%') < 0) {
      return RawValue.plain(raw, from);
    }
    StringBuilder decoded = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        decoded.append(c);
      } else if (i + 2 < raw.length()
          && hex(raw.charAt(i + 1)) >= 0
          && hex(raw.charAt(i + 2)) >= 0) {
        decoded.append((char) (hex(raw.charAt(i + 1)) << 4 | hex(raw.charAt(i + 2))));
        i += 2;
      } else {
        String found = raw.substring(i, Math.min(i + 3, raw.length()));
        faults.add(Reason.PERCENT_ENCODING, part, from + i, found, "% and two hexadecimal digits");
        return RawValue.plain(raw, from);
      }
    }
    return new RawValue(decoded.toString(), raw, from);
  }

  /** The text without escapes of characters that never need one (RFC 3986, 6.2.2.2). */
  static String unescapeUnreserved(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? hex(text.charAt(i + 1)) : -1;
      int low = high < 0 ? -1 : hex(text.charAt(i + 2));
      if (low >= 0 && CharacterSet.unreserved((char) (high << 4 | low))) {
        plain.append((char) (high << 4 | low));
        i += 2;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Reads what {@link #decode} gave as UTF-8, for free text; characters not escaped stay. */
  static String utf8(Faults faults, String part, RawValue value) {
    if (value.text().length() == value.raw().length()) {
      return value.text();
    }
    byte[] bytes = new byte[value.text().length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = value.text().charAt(i);
      if (c > 255) {
        faults.add(
            Reason.CHARACTER, part, value.position(i), String.valueOf(c), "ASCII and escapes");
        return "";
      }
      bytes[i] = (byte) c;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      faults.add(
          Reason.PERCENT_ENCODING, part, value.start(), value.raw(), "UTF-8 under the escapes");
      return "";
    }
  }

  /** Key and qualifiers as a path; everything but unreserved characters is escaped. */
  static String path(Element key, List<Element> qualifiers) {
    StringBuilder path = new StringBuilder(64);
    segment(path, key);
    for (Element qualifier : qualifiers) {
      segment(path, qualifier);
    }
    return path.toString();
  }

  private static void segment(StringBuilder path, Element element) {
    path.append('/').append(element.ai()).append('/');
    append(path, element.value());
  }

  /** The query with its question mark, or nothing. */
  static String query(List<DigitalLink.Parameter> parameters) {
    StringBuilder query = new StringBuilder();
    for (DigitalLink.Parameter parameter : parameters) {
      query.append(query.isEmpty() ? '?' : '&');
      append(query, parameter.name());
      query.append('=');
      append(query, parameter.value());
    }
    return query.toString();
  }

  /** The canonical EPCIS form: see {@link CharacterSet#literalInCanonical}. */
  static String canonical(List<Element> elements) {
    StringBuilder link = new StringBuilder(96).append(DigitalLink.CANONICAL_BASE);
    for (Element element : elements) {
      link.append('/').append(element.ai()).append('/');
      String value = element.value();
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (CharacterSet.literalInCanonical(c)) {
          link.append(c);
        } else {
          escape(link, c);
        }
      }
    }
    return link.toString();
  }

  private static void append(StringBuilder to, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 255);
      if (CharacterSet.unreserved(c)) {
        to.append(c);
      } else {
        escape(to, c);
      }
    }
  }

  static void escape(StringBuilder to, char c) {
    to.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
  }
}
