package org.bricscodes.gs1;

/**
 * The alphabetic names that links used before URI Syntax 1.3 (November 2022). Strict links refuse
 * them; {@link CanonicalUri} still understands them, as CBV 2.0, 8.9 asks.
 */
final class EpcNames {

  private EpcNames() {}

  /** The application identifier of a name, or an empty string. */
  static String code(String name) {
    return switch (name) {
      case "gtin" -> "01";
      case "itip" -> "8006";
      case "cpid" -> "8010";
      case "gln" -> "414";
      case "party" -> "417";
      case "gsrnp" -> "8017";
      case "gsrn" -> "8018";
      case "gcn" -> "255";
      case "sscc" -> "00";
      case "gdti" -> "253";
      case "ginc" -> "401";
      case "gsin" -> "402";
      case "grai" -> "8003";
      case "giai" -> "8004";
      case "cpv" -> "22";
      case "lot" -> "10";
      case "ser" -> "21";
      default -> "";
    };
  }
}
