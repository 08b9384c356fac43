package org.bricscodes.gs1;

import org.jspecify.annotations.Nullable;

/**
 * The EPC URN schemes that have a Digital Link form: {@code urn:epc:} kind {@code :} name {@code :}
 * company prefix {@code .} reference {@code .} tail (GS1 Tag Data Standard, 6.3; CBV 2.0, 8.9).
 */
enum UrnScheme {
  SGTIN("id", "sgtin", "01", 13, "21"),
  LGTIN("class", "lgtin", "01", 13, "10"),
  UPUI("id", "upui", "01", 13, "235"),
  ITIP("id", "itip", "8006", 13, "21"),
  SSCC("id", "sscc", "00", 17, ""),
  SGLN("id", "sgln", "414", 12, "254"),
  PGLN("id", "pgln", "417", 12, ""),
  GRAI("id", "grai", "8003", 12, "+"),
  GDTI("id", "gdti", "253", 12, "+"),
  SGCN("id", "sgcn", "255", 12, "+"),
  GSRN("id", "gsrn", "8018", 17, ""),
  GSRNP("id", "gsrnp", "8017", 17, ""),
  GSIN("id", "gsin", "402", 16, ""),
  GIAI("id", "giai", "8004", 0, ""),
  GINC("id", "ginc", "401", 0, ""),
  CPI("id", "cpi", "8010", 0, "8011"),
  ANY_SGTIN("idpat", "sgtin", "01", 13, "*"),
  ANY_UPUI("idpat", "upui", "01", 13, "*"),
  ANY_ITIP("idpat", "itip", "8006", 13, "*"),
  ANY_GRAI("idpat", "grai", "8003", 12, "*"),
  ANY_GDTI("idpat", "gdti", "253", 12, "*"),
  ANY_SGCN("idpat", "sgcn", "255", 12, "*"),
  ANY_CPI("idpat", "cpi", "8010", 0, "*");

  private static final UrnScheme[] ALL = values();

  /** The URN up to and with the colon before the company prefix. */
  final String start;

  /** Application identifier of the key. */
  final String key;

  /** Digits of company prefix and reference together; 0 when the reference is free text. */
  final int digits;

  /**
   * What follows the last dot: the application identifier of a qualifier, {@code +} text that
   * continues the key, {@code *} the pattern of a class, or nothing.
   */
  final String tail;

  UrnScheme(String kind, String name, String key, int digits, String tail) {
    this.start = "urn:epc:" + kind + ":" + name + ":";
    this.key = key;
    this.digits = digits;
    this.tail = tail;
  }

  /** Whether the first digit of the reference stands before the company prefix in the key. */
  boolean leads() {
    return digits == 13 || this == SSCC;
  }

  /** Whether piece number and count stand between reference and tail. */
  boolean pieces() {
    return this == ITIP || this == ANY_ITIP;
  }

  /** What the key has before the digits. */
  String keyStart() {
    return this == GRAI || this == ANY_GRAI ? "0" : "";
  }

  /** The scheme of a URN, or null. */
  static @Nullable UrnScheme of(String urn) {
    for (UrnScheme scheme : ALL) {
      if (urn.startsWith(scheme.start)) {
        return scheme;
      }
    }
    return null;
  }

  /** The form of the URN in words. */
  String shape() {
    String reference =
        switch (this) {
          case SGTIN, LGTIN, UPUI, ANY_SGTIN, ANY_UPUI -> ".indicator+reference";
          case ITIP, ANY_ITIP -> ".indicator+reference.piece.total";
          case SSCC -> ".extension+reference";
          case SGLN, PGLN -> ".location";
          case GRAI, GDTI, SGCN, ANY_GRAI, ANY_GDTI, ANY_SGCN -> ".type";
          case GSRN, GSRNP, GSIN, GIAI, GINC -> ".reference";
          case CPI, ANY_CPI -> ".part";
        };
    String last =
        tail.isEmpty() ? "" : tail.equals("*") ? ".*" : this == LGTIN ? ".lot" : ".serial";
    return start + "companyprefix" + reference + last;
  }
}
