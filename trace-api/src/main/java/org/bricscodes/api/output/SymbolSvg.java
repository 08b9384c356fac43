package org.bricscodes.api.output;

import org.bricscodes.label.LabelSymbol;
import org.bricscodes.qr.ModuleGrid;
import org.bricscodes.qr.SvgWriter;

/** Symbols as SVG, each as long as it happens to be. */
record SymbolSvg(LabelSymbol symbols) implements Drawings {

  @Override
  public String suffix() {
    return ".svg";
  }

  @Override
  public int maxBytes() {
    return SvgWriter.maxLength(symbols.size());
  }

  @Override
  public boolean even() {
    return false;
  }

  @Override
  public Drawing drawing() {
    LabelSymbol own = symbols.fork();
    ModuleGrid grid = new ModuleGrid();
    return (serials, at, into, to) -> {
      own.press(serials, at, grid);
      return to + SvgWriter.write(grid, into, to);
    };
  }
}
