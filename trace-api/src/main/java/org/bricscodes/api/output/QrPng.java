package org.bricscodes.api.output;

import org.bricscodes.qr.ModuleGrid;
import org.bricscodes.qr.PngWriter;
import org.bricscodes.qr.SymbolPress;

/** QR symbols as PNG; all of a batch are equally long. */
record QrPng(SymbolPress press, PngWriter png) implements Drawings {

  @Override
  public String suffix() {
    return ".png";
  }

  @Override
  public int maxBytes() {
    return png.length();
  }

  @Override
  public boolean even() {
    return true;
  }

  @Override
  public Drawing drawing() {
    SymbolPress own = press.fork();
    ModuleGrid grid = new ModuleGrid();
    return (serials, at, into, to) -> {
      own.press(serials, at, grid);
      png.write(grid, into, to);
      return to + png.length();
    };
  }
}
