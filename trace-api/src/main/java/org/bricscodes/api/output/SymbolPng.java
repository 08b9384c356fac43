package org.bricscodes.api.output;

import org.bricscodes.label.LabelSymbol;
import org.bricscodes.qr.ModuleGrid;
import org.bricscodes.qr.PngWriter;

/** Symbols as PNG; all of a batch are equally long. */
record SymbolPng(LabelSymbol symbols, PngWriter png) implements Drawings {

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
    LabelSymbol own = symbols.fork();
    ModuleGrid grid = new ModuleGrid();
    return (serials, at, into, to) -> {
      own.press(serials, at, grid);
      png.write(grid, into, to);
      return to + png.length();
    };
  }
}
