package org.bricscodes.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.Map;

/** A picture in test's hands: dark or light squares, read as a camera would. */
final class Modules {

  private static final int BLACK = 0xFF000000;
  private static final int WHITE = 0xFFFFFFFF;

  private final int width;
  private final int height;
  private final int[] argb;

  /** All of one colour. */
  private Modules(int width, int height, int colour) {
    this.width = width;
    this.height = height;
    this.argb = new int[width * height];
    Arrays.fill(argb, colour);
  }

  /** Nothing painted yet: a dark page, so that a form without its own ground is found out. */
  static Modules onDarkPage(int width, int height) {
    return new Modules(width, height, BLACK);
  }

  static Modules of(int width, int height, int[] argb) {
    Modules modules = new Modules(width, height, BLACK);
    System.arraycopy(argb, 0, modules.argb, 0, argb.length);
    return modules;
  }

  void paintLight(int x, int y) {
    argb[y * width + x] = WHITE;
  }

  void paintDark(int x, int y) {
    argb[y * width + x] = BLACK;
  }

  boolean isDark(int x, int y) {
    return argb[y * width + x] == BLACK;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * What ZXing reads when the picture, with every square at {@code scale} pixels, lies on black.
   * Its detector takes data of some symbols for the alignment pattern; those it reads module by
   * module.
   */
  Result read(int scale) throws NotFoundException, ChecksumException, FormatException {
    try {
      return read(scale, BLACK, Map.of());
    } catch (ChecksumException e) {
      return read(scale, WHITE, Map.of(DecodeHintType.PURE_BARCODE, true));
    }
  }

  private Result read(int scale, int page, Map<DecodeHintType, ?> hints)
      throws NotFoundException, ChecksumException, FormatException {
    int border = 3 * scale;
    int outWidth = width * scale + 2 * border;
    int outHeight = height * scale + 2 * border;
    int[] pixels = new int[outWidth * outHeight];
    Arrays.fill(pixels, page);
    for (int y = 0; y < height * scale; y++) {
      for (int x = 0; x < width * scale; x++) {
        pixels[(y + border) * outWidth + x + border] = argb[y / scale * width + x / scale];
      }
    }
    RGBLuminanceSource source = new RGBLuminanceSource(outWidth, outHeight, pixels);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)), hints);
  }
}
