package org.bricscodes.api.output;

import org.bricscodes.qr.ModuleGrid;
import org.bricscodes.qr.SvgWriter;
import org.bricscodes.qr.SymbolPress;

/** QR symbols as SVG, each as long as it happens to be. */
record QrSvg(SymbolPress press) implements Drawings {

  @Override
  public String suffix() {
    return ".svg";
  }

  @Override
  public int maxBytes() {
    return SvgWriter.maxLength(press.size());
  }

  @Override
  public boolean even() {
    return false;
  }

  @Override
  public Drawing drawing() {
    SymbolPress own = press.fork();
    ModuleGrid grid = new ModuleGrid();
    return (serials, at, into, to) -> {
      own.press(serials, at, grid);
      return to + SvgWriter.write(grid, into, to);
    };
  }
}
