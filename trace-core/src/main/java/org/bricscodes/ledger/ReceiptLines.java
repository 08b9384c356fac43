package org.bricscodes.ledger;

import java.util.Optional;

/** Reads the lines of a receipt, one after the other. */
final class ReceiptLines {

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
}
