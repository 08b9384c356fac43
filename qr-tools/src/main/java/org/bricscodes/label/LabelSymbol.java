package org.bricscodes.label;

import org.bricscodes.qr.DataMatrixPress;
import org.bricscodes.qr.ErrorCorrection;
import org.bricscodes.qr.ModuleGrid;
import org.bricscodes.qr.QrSymbol;
import org.bricscodes.qr.SymbolPress;

/** The symbol on the labels of one batch: all of one size. For one thread, as its press is. */
public sealed interface LabelSymbol {

  /** Modules on a side, without the quiet zone. */
  int size();

  /** Light modules kept clear on every side. */
  int quietZone();

  /** Makes the symbol of a serial that begins at a place. */
  void press(byte[] serials, int at, ModuleGrid into);

  /** The same for another thread. */
  LabelSymbol fork();

  /** A QR Code that holds a GS1 Digital Link; its quiet zone is four modules. */
  record Qr(SymbolPress symbols, ErrorCorrection level) implements LabelSymbol {

    @Override
    public int size() {
      return symbols.size();
    }

    @Override
    public int quietZone() {
      return QrSymbol.QUIET_ZONE;
    }

    @Override
    public void press(byte[] serials, int at, ModuleGrid into) {
      symbols.press(serials, at, into);
    }

    @Override
    public LabelSymbol fork() {
      return new Qr(symbols.fork(), level);
    }
  }

  /**
   * A GS1 DataMatrix that holds an element string.
   *
   * @param quietZone at least 1; more is kinder to scanners
   */
  record DataMatrix(DataMatrixPress symbols, int quietZone) implements LabelSymbol {

    @Override
    public int size() {
      return symbols.size();
    }

    @Override
    public void press(byte[] serials, int at, ModuleGrid into) {
      symbols.press(serials, at, into);
    }

    @Override
    public LabelSymbol fork() {
      return this;
    }
  }
}
