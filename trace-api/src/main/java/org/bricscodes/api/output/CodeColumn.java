package org.bricscodes.api.output;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What lines say of a code. */
enum CodeColumn {
  /** AI (21): 16 characters. */
  SERIAL,
  /** The GS1 Digital Link. */
  URI,
  /** The element string in brackets, for people. */
  HRI,
  /** 14 digits. */
  GTIN,
  /** AI (10). */
  LOT,
  /** The last day of use, as 2027-12-31; empty if there is none. */
  EXPIRY,
  /** What the product is called; empty if it was not said. */
  PRODUCT,
  /** The inner code, 6 characters; for what lies under the seal. */
  INNER;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<CodeColumn> of(String word) {
    return Arrays.stream(values()).filter(column -> column.word().equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(CodeColumn::word).collect(Collectors.joining(", "));
  }
}
