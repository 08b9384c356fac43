package org.bricscodes.samples.load;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Symbols as most would draw them, ZXing's encoder and ImageIO's PNG, at 8 pixels a module: what a
 * file of symbols is measured against. Prints nanoseconds of processor time for a symbol.
 */
final class PlainSymbols {

  private static final int WARM_UP = 2_000;
  private static final int MEASURED = 2_000;
  private static final int PIXELS = 8 * (33 + 8);

  private PlainSymbols() {}

  public static void main(String... arguments) throws Exception {
    draw(0, WARM_UP);
    Duration used = Cost.of(ProcessHandle.current().pid()).used();
    draw(WARM_UP, MEASURED);
    Duration more = Cost.of(ProcessHandle.current().pid()).used().minus(used);
    System.out.println(more.toNanos() / MEASURED);
  }

  private static void draw(int first, int count) throws WriterException, IOException {
    for (int i = first; i < first + count; i++) {
      String link =
          "https://trace.example/01/09525300000017/10/L00000000/21/%016X".formatted(i * 99_991L);
      BitMatrix matrix =
          new QRCodeWriter()
              .encode(
                  link,
                  BarcodeFormat.QR_CODE,
                  PIXELS,
                  PIXELS,
                  Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M));
      BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_BYTE_BINARY);
      for (int y = 0; y < PIXELS; y++) {
        for (int x = 0; x < PIXELS; x++) {
          image.setRGB(x, y, matrix.get(x, y) ? 0 : 0xffffff);
        }
      }
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
    }
  }
}
