package org.bricscodes.label;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Dots on paper, as a camera would see them. */
final class Picture {

  private static final int WHITE = 0xFFFFFF;

  private final int width;
  private final int height;
  private final int[] pixels;

  Picture(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = new int[width * height];
    Arrays.fill(pixels, WHITE);
  }

  static Picture of(BufferedImage image) {
    Picture picture = new Picture(image.getWidth(), image.getHeight());
    image.getRGB(0, 0, picture.width, picture.height, picture.pixels, 0, picture.width);
    return picture;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  void darken(int x, int y) {
    pixels[y * width + x] = 0;
  }

  boolean isDark(int x, int y) {
    return (pixels[y * width + x] & 0xFF) < 128;
  }

  /** Whether anything at all is printed within a rectangle. */
  boolean isClear(int x, int y, int wide, int high) {
    for (int row = y; row < y + high; row++) {
      for (int column = x; column < x + wide; column++) {
        if ((pixels[row * width + column] & 0xFF) < 250) {
          return false;
        }
      }
    }
    return true;
  }

  /** A part of it, on a white sheet a little larger. */
  Picture part(int x, int y, int wide, int high) {
    int border = 20;
    Picture part = new Picture(wide + 2 * border, high + 2 * border);
    for (int row = 0; row < high; row++) {
      int to = (row + border) * part.width + border;
      System.arraycopy(pixels, (y + row) * width + x, part.pixels, to, wide);
    }
    return part;
  }

  /** What ZXing reads. */
  Result read() throws NotFoundException {
    return read(DecodeHintType.TRY_HARDER);
  }

  /**
   * What ZXing reads of a picture that has a symbol and nothing else. For the two clean symbols in
   * a thousand, whatever their size, in which it takes something else for a finder.
   */
  Result readAlone() throws NotFoundException {
    return read(DecodeHintType.PURE_BARCODE);
  }

  private Result read(DecodeHintType how) throws NotFoundException {
    RGBLuminanceSource source = new RGBLuminanceSource(width, height, pixels);
    return new MultiFormatReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(source)),
            Map.of(
                how,
                true,
                DecodeHintType.POSSIBLE_FORMATS,
                List.of(BarcodeFormat.QR_CODE, BarcodeFormat.DATA_MATRIX)));
  }
}
