package org.bricscodes.gs1;

import java.util.Optional;
import org.bricscodes.gs1.Gs1Fault.Reason;

/** From a link to the identifier at its finest EPC level (CBV 2.0, 8.9). */
final class Identifiers {

  private Identifiers() {}

  static Identifier of(DigitalLink link) {
    String value = link.key().value();
    return switch (link.key().ai()) {
      case "00" -> new Sscc(value);
      case "01" -> tradeItem(link, new Gtin(value));
      case "253" -> new Gdti(value.substring(0, 13), value.substring(13));
      case "255" -> new Sgcn(value.substring(0, 13), value.substring(13));
      case "401" -> new Ginc(value);
      case "402" -> new Gsin(value);
      case "414" -> place(link, new Gln(value));
      case "417" -> new Pgln(value);
      case "8003" -> new Grai(value.substring(1, 14), value.substring(14));
      case "8004" -> new Giai(value);
      case "8006" -> piece(link, value);
      case "8010" -> new Cpi(value, link.value("8011").orElse(""));
      case "8017" -> new Gsrnp(value);
      case "8018" -> new Gsrn(value);
      default ->
          throw Faults.one(
              Reason.VALUE, link.key().ai(), 0, link.key().ai(), "a key that EPCIS knows");
    };
  }

  private static Identifier tradeItem(DigitalLink link, Gtin gtin) {
    if (link.serial().isPresent()) {
      return new Sgtin(gtin, link.serial().get());
    }
    if (link.lot().isPresent()) {
      return new Lgtin(gtin, link.lot().get());
    }
    Optional<String> tpx = link.value("235");
    return tpx.isPresent() ? new Upui(gtin, tpx.get()) : gtin;
  }

  private static Identifier place(DigitalLink link, Gln gln) {
    String extension = link.value("254").orElse("0");
    return extension.equals("0") ? gln : new Sgln(gln, extension);
  }

  private static Identifier piece(DigitalLink link, String digits) {
    String serial = link.serial().orElse("");
    return new Itip(digits, serial.isEmpty() ? link.lot().orElse("") : "", serial);
  }
}
