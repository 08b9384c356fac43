package org.bricscodes.label;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.ElementString;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.qr.DataMatrixPress;
import org.bricscodes.qr.ErrorCorrection;
import org.bricscodes.qr.SymbolPress;

/** The batch of the tests: a tea of Anxi. */
final class Sample {

  static final String LINK = "https://trace.brics.org/01/04600682000129/10/A26-07/21/";
  static final Gtin GTIN = Gtin.parse("04600682000129");
  static final LocalDate DAY = LocalDate.of(2027, 12, 31);
  static final List<LabelDate> DATES = List.of(LabelDate.bestBefore(DAY));
  static final LabelFacts TEA = new LabelFacts(GTIN, "A26-07", 16, "Anxi Tie Guan Yin", DATES);

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private Sample() {}

  static LabelFacts named(String name) {
    return new LabelFacts(GTIN, "A26-07", 16, name, DATES);
  }

  static LabelSymbol qr() {
    return qr(ErrorCorrection.M);
  }

  static LabelSymbol qr(ErrorCorrection level) {
    return new LabelSymbol.Qr(SymbolPress.of(LINK, 16, level), level);
  }

  static LabelSymbol dataMatrix() {
    ElementString shared =
        new ElementString(
            List.of(
                new Element("01", GTIN.digits()),
                new Element("17", "271231"),
                new Element("10", "A26-07")));
    return new LabelSymbol.DataMatrix(DataMatrixPress.of(shared, 16), 1);
  }

  /** Serials one behind the other, 16 characters each. */
  static byte[] serials(int count, RandomGenerator random) {
    StringBuilder serials = new StringBuilder();
    for (int i = 0; i < 16 * count; i++) {
      serials.append(i % 16 == 0 ? '7' : ALPHABET.charAt(random.nextInt(32)));
    }
    return serials.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static String serial(byte[] serials, int index) {
    return new String(serials, 16 * index, 16, StandardCharsets.US_ASCII);
  }
}
