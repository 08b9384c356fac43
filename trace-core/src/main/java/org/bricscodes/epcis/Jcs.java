package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The JSON Canonicalization Scheme, RFC 8785, over bytes that are already well-formed JSON. */
final class Jcs {

  private static final int FEW = 24;
  private static final int MAX_EXACT_DIGITS = 15;

  private final Utf8Buffer out;

  Jcs(Utf8Buffer out) {
    this.out = out;
  }

  /**
   * Appends the canonical form of a whole text.
   *
   * @param without a member of the outermost object to leave out, with its quotes; empty for none
   */
  void write(byte[] json, byte[] without) {
    JsonTape tape = new JsonTape(json);
    value(tape, 0, without);
  }

  private void value(JsonTape tape, int value, byte[] without) {
    switch (tape.first(value)) {
      case '{' -> object(tape, value, without);
      case '[' -> array(tape, value);
      case '"' -> string(tape, value);
      case 't', 'f', 'n' -> out.append(tape.bytes(), tape.start(value), tape.end(value));
      default -> number(tape, value);
    }
  }

  private void array(JsonTape tape, int array) {
    out.append('[');
    for (int item = array + 1; item < tape.next(array); item = tape.next(item)) {
      if (item > array + 1) {
        out.append(',');
      }
      value(tape, item, new byte[0]);
    }
    out.append(']');
  }

  private void object(JsonTape tape, int object, byte[] without) {
    int[] keys = new int[8];
    int count = 0;
    for (int key = object + 1; key < tape.next(object); key = tape.next(key + 1)) {
      if (!Arrays.equals(
          tape.bytes(), tape.start(key), tape.end(key), without, 0, without.length)) {
        if (count == keys.length) {
          keys = Arrays.copyOf(keys, count * 2);
        }
        keys[count++] = key;
      }
    }
    sort(tape, keys, count);
    out.append('{');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.append(',');
      }
      string(tape, keys[i]);
      out.append(':');
      value(tape, keys[i] + 1, new byte[0]);
    }
    out.append('}');
  }

  private static void sort(JsonTape tape, int[] keys, int count) {
    if (count > FEW) {
      Integer[] boxed = new Integer[count];
      for (int i = 0; i < count; i++) {
        boxed[i] = keys[i];
      }
      Arrays.sort(boxed, (a, b) -> compareKeys(tape, a, b));
      for (int i = 0; i < count; i++) {
        keys[i] = boxed[i];
      }
      return;
    }
    for (int i = 1; i < count; i++) {
      int moving = keys[i];
      int j = i;
      for (; j > 0 && compareKeys(tape, keys[j - 1], moving) > 0; j--) {
        keys[j] = keys[j - 1];
      }
      keys[j] = moving;
    }
  }

  /** By UTF-16 code units (RFC 8785 §3.2.3), which for plain ASCII is the order of the bytes. */
  private static int compareKeys(JsonTape tape, int a, int b) {
    byte[] bytes = tape.bytes();
    if (isPlain(tape, a) && isPlain(tape, b)) {
      return Arrays.compare(
          bytes, tape.start(a) + 1, tape.end(a) - 1, bytes, tape.start(b) + 1, tape.end(b) - 1);
    }
    return text(tape, a).compareTo(text(tape, b));
  }

  private static boolean isPlain(JsonTape tape, int string) {
    byte[] bytes = tape.bytes();
    for (int i = tape.start(string) + 1; i < tape.end(string) - 1; i++) {
      if (bytes[i] < 0 || bytes[i] == '\\') {
        return false;
      }
    }
    return true;
  }

  private void string(JsonTape tape, int string) {
    byte[] bytes = tape.bytes();
    for (int i = tape.start(string) + 1; i < tape.end(string) - 1; i++) {
      if (bytes[i] == '\\') {
        quote(text(tape, string));
        return;
      }
    }
    out.append(bytes, tape.start(string), tape.end(string));
  }

  /** What a JSON string says. */
  static String text(JsonTape tape, int string) {
    int start = tape.start(string) + 1;
    String raw =
        new String(tape.bytes(), start, tape.end(string) - 1 - start, StandardCharsets.UTF_8);
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at);
      if (c != '\\') {
        text.append(c);
        at++;
      } else if (raw.charAt(at + 1) == 'u') {
        text.append((char) Integer.parseInt(raw, at + 2, at + 6, 16));
        at += 6;
      } else {
        text.append(unescape(raw.charAt(at + 1)));
        at += 2;
      }
    }
    return text.toString();
  }

  private static char unescape(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  /** Appends a text as a JSON string. */
  void quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < 0x20) {
            quoted.append("\\u00").append(c < 0x10 ? '0' : '1');
            quoted.append(Character.forDigit(c & 0xF, 16));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    out.append(quoted.append('"').toString());
  }

  private void number(JsonTape tape, int number) {
    int start = tape.start(number);
    int end = tape.end(number);
    byte[] bytes = tape.bytes();
    boolean exact = end - start <= MAX_EXACT_DIGITS && bytes[start] != '-';
    for (int i = start; exact && i < end; i++) {
      exact = bytes[i] >= '0' && bytes[i] <= '9';
    }
    if (exact) {
      out.append(bytes, start, end);
    } else {
      String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
      out.append(Es6Number.text(Double.parseDouble(text)));
    }
  }
}
