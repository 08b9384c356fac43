package org.bricscodes.api.output;

import java.util.List;
import org.bricscodes.codes.Serial;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.ElementString;
import org.bricscodes.label.LabelSymbol;
import org.bricscodes.qr.DataMatrixPress;
import org.bricscodes.qr.SymbolPress;

/** The symbols of a batch in the symbology that was asked for, all of one size. */
final class Symbols {

  /** GS1 asks for one module around a DataMatrix; two are kinder to scanners. */
  private static final int DATA_MATRIX_QUIET_ZONE = 2;

  private Symbols() {}

  static LabelSymbol of(CodeFacts facts, FileOptions options) {
    return switch (options.labels().symbology()) {
      case QR ->
          new LabelSymbol.Qr(
              SymbolPress.of(facts.linkBeforeSerial(), Serial.LENGTH, options.level()),
              options.level());
      case GS1DATAMATRIX ->
          new LabelSymbol.DataMatrix(
              DataMatrixPress.of(
                  new ElementString(
                      List.of(
                          new Element("01", facts.batch().gtin().digits()),
                          new Element("10", facts.batch().lot()))),
                  Serial.LENGTH),
              DATA_MATRIX_QUIET_ZONE);
    };
  }
}
