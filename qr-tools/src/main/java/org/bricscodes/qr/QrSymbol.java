package org.bricscodes.qr;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.util.BitSet;
import java.util.Map;
import org.bricscodes.gs1.DigitalLink;

/**
 * A GS1 Digital Link as a QR Code Model 2 symbol (ISO/IEC 18004): plain URI, no FNC1, no ECI, host
 * in lower case because upper-case schemes open a search page on many phones. Digits and upper-case
 * text are packed as such, so a pack's link fits version 4.
 *
 * <p>Every form it is written in has the quiet zone of four modules that GS1 requires and its own
 * white ground, so that it reads on dark pages and dark terminals. Immutable.
 */
public final class QrSymbol {

  /** Light modules on each side of the symbol (GS1 General Specifications, 4X). */
  public static final int QUIET_ZONE = 4;

  private final String text;
  private final int version;
  private final ErrorCorrection level;
  private final int size;
  private final BitSet dark;

  private QrSymbol(DigitalLink link, ErrorCorrection level) {
    this.text = link.toString();
    this.level = level;
    QRCode code = encode(text, level);
    ByteMatrix matrix = code.getMatrix();
    this.version = code.getVersion().getVersionNumber();
    this.size = matrix.getWidth();
    this.dark = new BitSet(size * size);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        dark.set(row * size + column, matrix.get(column, row) == 1);
      }
    }
  }

  /** The symbol of a link at level M. */
  public static QrSymbol of(DigitalLink link) {
    return new QrSymbol(link, ErrorCorrection.M);
  }

  /**
   * The symbol of a link.
   *
   * @throws IllegalArgumentException if the link is longer than a symbol can hold, about 2,300
   *     characters at M and 1,600 at Q
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
    return size;
  }

  /** Modules on a side, with the quiet zone. */
  public int fullSize() {
    return size + 2 * QUIET_ZONE;
  }

  /** Whether a module is dark; 0, 0 is top left, and everything outside the symbol is light. */
  public boolean isDark(int column, int row) {
    return column >= 0 && row >= 0 && column < size && row < size && dark.get(row * size + column);
  }

  /**
   * A PNG image, grey at one bit a pixel.
   *
   * @param pixelsPerModule 1 to 64; readers want 3 and more
   */
  public byte[] png(int pixelsPerModule) {
    return new PngForm(this, pixelsPerModule).bytes();
  }

  /** An SVG document that scales to any size; its unit is the module. */
  public String svg() {
    return SvgForm.of(this);
  }

  /** Lines of half blocks, black on white by ANSI colours, each ended by a line feed. */
  public String terminalText() {
    return TerminalForm.of(this);
  }

  private static QRCode encode(String text, ErrorCorrection level) {
    try {
      // No CHARACTER_SET: any value, even ISO-8859-1, would put an ECI into the symbol.
      return Encoder.encode(text, level.zxing(), Map.of(EncodeHintType.QR_COMPACT, true));
    } catch (WriterException e) {
      throw new IllegalArgumentException("the link is longer than a QR symbol can hold", e);
    }
  }
}
