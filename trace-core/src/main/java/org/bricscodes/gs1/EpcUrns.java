package org.bricscodes.gs1;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bricscodes.gs1.Gs1Fault.Reason;

/** From identifiers to EPC URNs. */
final class EpcUrns {

  static final int MIN_PREFIX = 6;
  static final int MAX_PREFIX = 12;

  /** Literal in a URN although reserved: what Tag Data Standard, 6.3.1 does not escape. */
  private static final String LITERAL = "!'()*+,:;=";

  private EpcUrns() {}

  /**
   * What a URN is made of.
   *
   * @param key value of the key, with check digit but without a tail that continues it
   * @param tail decoded text after the last dot
   */
  private record Parts(UrnScheme scheme, String key, String tail) {}

  static EpcUrn of(Identifier identifier, int prefix) {
    if (prefix < MIN_PREFIX || prefix > MAX_PREFIX) {
      throw Faults.one(
          Reason.COMPANY_PREFIX, "company prefix", 0, String.valueOf(prefix), "6 to 12 digits");
    }
    if (identifier instanceof Itip itip && !itip.lot().isEmpty()) {
      throw Faults.one(Reason.VALUE, "10", 0, itip.lot(), "a piece without lot: no URN has one");
    }
    Parts parts = parts(identifier);
    StringBuilder urn = new StringBuilder(64).append(parts.scheme.start);
    if (parts.scheme.digits > 0) {
      digits(urn, parts, prefix);
    } else {
      text(urn, parts, prefix);
    }
    if (!parts.scheme.tail.isEmpty()) {
      urn.append('.');
      escape(urn, parts.tail);
    }
    return new EpcUrn(urn.toString(), identifier, prefix);
  }

  static Optional<EpcUrn> of(Identifier identifier, CompanyPrefixes prefixes) {
    if (identifier instanceof Itip itip && !itip.lot().isEmpty()) {
      return Optional.empty();
    }
    Parts parts = parts(identifier);
    int from = parts.scheme.keyStart().length() + (parts.scheme.leads() ? 1 : 0);
    String digits = parts.key.substring(from);
    OptionalInt length = prefixes.length(digits);
    if (length.isEmpty() || !urnForm(parts, length.getAsInt())) {
      return Optional.empty();
    }
    return Optional.of(of(identifier, length.getAsInt()));
  }

  /** Whether free text has the digits of the prefix and something after them. */
  private static boolean urnForm(Parts parts, int prefix) {
    return parts.scheme.digits > 0
        || (parts.key.length() > prefix
            && parts.key.substring(0, prefix).chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  private static Parts parts(Identifier identifier) {
    return switch (identifier) {
      case Gtin gtin -> new Parts(UrnScheme.ANY_SGTIN, gtin.digits(), "*");
      case Sgtin i -> new Parts(UrnScheme.SGTIN, i.gtin().digits(), i.serial());
      case Lgtin i -> new Parts(UrnScheme.LGTIN, i.gtin().digits(), i.lot());
      case Upui i -> new Parts(UrnScheme.UPUI, i.gtin().digits(), i.tpx());
      case Itip i -> tailed(UrnScheme.ITIP, UrnScheme.ANY_ITIP, i.digits(), i.serial());
      case Sscc i -> new Parts(UrnScheme.SSCC, i.digits(), "");
      case Gln i -> new Parts(UrnScheme.SGLN, i.digits(), "0");
      case Sgln i -> new Parts(UrnScheme.SGLN, i.gln().digits(), i.extension());
      case Pgln i -> new Parts(UrnScheme.PGLN, i.digits(), "");
      case Grai i -> tailed(UrnScheme.GRAI, UrnScheme.ANY_GRAI, "0" + i.typeDigits(), i.serial());
      case Gdti i -> tailed(UrnScheme.GDTI, UrnScheme.ANY_GDTI, i.typeDigits(), i.serial());
      case Sgcn i -> tailed(UrnScheme.SGCN, UrnScheme.ANY_SGCN, i.typeDigits(), i.serial());
      case Gsrn i -> new Parts(UrnScheme.GSRN, i.digits(), "");
      case Gsrnp i -> new Parts(UrnScheme.GSRNP, i.digits(), "");
      case Gsin i -> new Parts(UrnScheme.GSIN, i.digits(), "");
      case Giai i -> new Parts(UrnScheme.GIAI, i.reference(), "");
      case Ginc i -> new Parts(UrnScheme.GINC, i.reference(), "");
      case Cpi i -> tailed(UrnScheme.CPI, UrnScheme.ANY_CPI, i.reference(), i.serial());
    };
  }

  private static Parts tailed(UrnScheme one, UrnScheme any, String key, String serial) {
    return serial.isEmpty() ? new Parts(any, key, "*") : new Parts(one, key, serial);
  }

  private static void digits(StringBuilder urn, Parts parts, int prefix) {
    String key = parts.key;
    int from = parts.scheme.keyStart().length();
    int lead = parts.scheme.leads() ? 1 : 0;
    int split = from + lead + prefix;
    urn.append(key, from + lead, split).append('.').append(key, from, from + lead);
    urn.append(key, split, from + parts.scheme.digits);
    if (parts.scheme.pieces()) {
      urn.append('.').append(key, 14, 16).append('.').append(key, 16, 18);
    }
  }

  private static void text(StringBuilder urn, Parts parts, int prefix) {
    if (!urnForm(parts, prefix)) {
      throw Faults.one(
          Reason.COMPANY_PREFIX,
          parts.scheme.key,
          0,
          parts.key,
          prefix + " digits and a reference");
    }
    urn.append(parts.key, 0, prefix).append('.');
    escape(urn, parts.key.substring(prefix));
  }

  private static void escape(StringBuilder urn, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (CharacterSet.unreserved(c) || literal(c)) {
        urn.append(c);
      } else {
        PercentCoding.escape(urn, c);
      }
    }
  }

  /** Whether a reserved character stands for itself in a URN. */
  static boolean literal(char c) {
    return LITERAL.indexOf(c) >= 0;
  }

  /** The identifier that a key and what follows it name. */
  static Identifier identifier(List<Element> path) {
    return Identifiers.of(DigitalLink.of(path));
  }
}
