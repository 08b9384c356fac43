package org.bricscodes.qr;

import com.google.zxing.qrcode.encoder.QRCode;
import java.nio.charset.StandardCharsets;
import org.bricscodes.gs1.DigitalLink;

/**
 * A GS1 Digital Link as a QR Code Model 2 symbol (ISO/IEC 18004): plain URI, no FNC1, no ECI, host
 * in lower case because upper-case schemes open a search page on many phones. Digits and upper-case
 * text are packed as such, so a pack's link fits version 4.
 *
 * <p>Every form it is written in has the quiet zone of four modules that GS1 requires and its own
 * white ground, so that it reads on dark pages and dark terminals. Immutable.
 *
 * <p>For one symbol at a time; a {@link SymbolPress} makes many.
 */
public final class QrSymbol {

  /** Light modules on each side of the symbol (GS1 General Specifications, 4X). */
  public static final int QUIET_ZONE = 4;

  private final String text;
  private final int version;
  private final ErrorCorrection level;
  private final ModuleGrid grid = new ModuleGrid();

  private QrSymbol(DigitalLink link, ErrorCorrection level) {
    this.text = link.toString();
    this.level = level;
    QRCode code = Zxing.encode(text, level);
    this.version = code.getVersion().getVersionNumber();
    grid.copyFrom(code.getMatrix());
  }

  /** The symbol of a link at level M. */
  public static QrSymbol of(DigitalLink link) {
    return new QrSymbol(link, ErrorCorrection.M);
  }

  /**
   * The symbol of a link.
   *
   * @throws IllegalArgumentException if the link is longer than a symbol can hold, about 2,950
   *     characters at L, 2,300 at M, 1,650 at Q and 1,250 at H
   */
  public static QrSymbol of(DigitalLink link, ErrorCorrection level) {
    return new QrSymbol(link, level);
  }

  /** What a reader will read: the link. */
  public String text() {
    return text;
  }

  /** 1 to 40. */
  public int version() {
    return version;
  }

  public ErrorCorrection level() {
    return level;
  }

  /** Modules on a side, without the quiet zone: 17 + 4 · version. */
  public int size() {
    return grid.size();
  }

  /** Modules on a side, with the quiet zone. */
  public int fullSize() {
    return grid.size() + 2 * QUIET_ZONE;
  }

  /** Whether a module is dark; 0, 0 is top left, and everything outside the symbol is light. */
  public boolean isDark(int column, int row) {
    return grid.isDark(column, row);
  }

  /** Copies the modules, for a writer. */
  public void copyTo(ModuleGrid to) {
    to.copyFrom(grid);
  }

  /**
   * A PNG image, grey at one bit a pixel.
   *
   * @param pixelsPerModule 1 to 64; readers want 3 and more
   */
  public byte[] png(int pixelsPerModule) {
    PngWriter writer = new PngWriter(size(), pixelsPerModule);
    byte[] png = new byte[writer.length()];
    writer.write(grid, png, 0);
    return png;
  }

  /** An SVG document that scales to any size; its unit is the module. */
  public String svg() {
    byte[] svg = new byte[SvgWriter.maxLength(size())];
    return new String(svg, 0, SvgWriter.write(grid, svg, 0), StandardCharsets.US_ASCII);
  }

  /** Lines of half blocks, black on white by ANSI colours, each ended by a line feed. */
  public String terminalText() {
    return TerminalForm.of(this);
  }
}
