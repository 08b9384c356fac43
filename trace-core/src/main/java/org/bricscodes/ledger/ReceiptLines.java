package org.bricscodes.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the lines of a receipt, one after the other, and what the kinds of receipt share. */
final class ReceiptLines {

  static final int MAX_BYTES = 256 << 10;

  private static final String NOT_BASE64 = "what a receipt carries is canonical base64";
  private static final Pattern ADAPTER = Pattern.compile("[a-z][a-z0-9-]{0,39}/[1-9][0-9]{0,5}");

  private final String[] lines;
  private int next;

  ReceiptLines(String text) {
    this.lines = text.split("\n", 16);
  }

  void first(String expected) {
    if (!lines[next++].equals(expected)) {
      throw new IllegalArgumentException("line 1 of a receipt is '" + expected + "'");
    }
  }

  String item(String name) {
    return optional(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "line " + (next + 1) + " of this receipt should be '" + name + " …'"));
  }

  Optional<String> optional(String name) {
    if (next < lines.length && lines[next].startsWith(name + " ")) {
      return Optional.of(lines[next++].substring(name.length() + 1));
    }
    return Optional.empty();
  }

  static void requireAdapter(String adapter) {
    if (!ADAPTER.matcher(adapter).matches()) {
      throw new IllegalArgumentException("adapter is a lower-case name, '/' and a version");
    }
  }

  static void requireFits(byte[] receipt) {
    if (receipt.length > MAX_BYTES) {
      throw new IllegalArgumentException("a receipt takes 262144 bytes at most");
    }
  }

  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("time is not an ISO 8601 instant", e);
    }
  }

  static byte[] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(NOT_BASE64, e);
    }
    throw new IllegalArgumentException(NOT_BASE64);
  }
}
