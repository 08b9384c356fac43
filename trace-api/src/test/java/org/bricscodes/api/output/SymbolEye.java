package org.bricscodes.api.output;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.datamatrix.DataMatrixReader;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Reads symbols back from files, by a decoder that shares no code with their writers. */
final class SymbolEye {

  private static final int WHITE = 0xFFFFFF;
  private static final int SCALE = 4;
  private static final Pattern BOX = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

  private SymbolEye() {}

  /** What the symbol in an archive's file says. */
  static String read(String name, byte[] file) throws IOException, ReaderException {
    return name.endsWith(".svg") ? svg(file) : png(file);
  }

  private static String png(byte[] file) throws IOException, ReaderException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    int width = image.getWidth();
    int height = image.getHeight();
    return decode(width, height, image.getRGB(0, 0, width, height, null, 0, width));
  }

  private static String svg(byte[] file) throws ReaderException {
    String text = new String(file, StandardCharsets.US_ASCII);
    Matcher box = BOX.matcher(text);
    if (!box.find()) {
      throw new AssertionError("no viewBox: " + text);
    }
    int size = Integer.parseInt(box.group(1));
    int side = size * SCALE;
    int[] pixels = new int[side * side];
    Arrays.fill(pixels, WHITE);
    Matcher run = RUN.matcher(text);
    while (run.find()) {
      int column = Integer.parseInt(run.group(1));
      int row = Integer.parseInt(run.group(2));
      int end = column + Integer.parseInt(run.group(3));
      for (int y = row * SCALE; y < (row + 1) * SCALE; y++) {
        Arrays.fill(pixels, y * side + column * SCALE, y * side + end * SCALE, 0);
      }
    }
    return decode(side, side, pixels);
  }

  private static String decode(int width, int height, int[] pixels) throws ReaderException {
    LuminanceSource source = new RGBLuminanceSource(width, height, pixels);
    BinaryBitmap picture = new BinaryBitmap(new GlobalHistogramBinarizer(source));
    Map<DecodeHintType, ?> hints = Map.of(DecodeHintType.PURE_BARCODE, true);
    try {
      return new QRCodeReader().decode(picture, hints).getText();
    } catch (ReaderException e) {
      return new DataMatrixReader().decode(picture, hints).getText();
    }
  }
}
