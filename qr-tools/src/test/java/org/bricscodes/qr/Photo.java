package org.bricscodes.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/** A symbol on paper, and what can happen to it on the way through a camera. */
record Photo(BufferedImage image) {

  static Photo of(QrSymbol symbol, int pixelsPerModule) {
    try {
      ByteArrayInputStream png = new ByteArrayInputStream(symbol.png(pixelsPerModule));
      return blank(1, 1, Color.WHITE).with(Objects.requireNonNull(ImageIO.read(png)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A symbol by ZXing's writer, with its quiet zone. */
  static Photo of(BarcodeFormat format, String text, int width, int height) throws WriterException {
    return of(format, text, width, height, Map.of(EncodeHintType.MARGIN, 12));
  }

  static Photo of(
      BarcodeFormat format, String text, int width, int height, Map<EncodeHintType, ?> hints)
      throws WriterException {
    BitMatrix matrix = new MultiFormatWriter().encode(text, format, width, height, hints);
    BufferedImage image =
        new BufferedImage(matrix.getWidth(), matrix.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < matrix.getHeight(); y++) {
      for (int x = 0; x < matrix.getWidth(); x++) {
        image.setRGB(x, y, matrix.get(x, y) ? 0x000000 : 0xFFFFFF);
      }
    }
    return new Photo(image);
  }

  static Photo blank(int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D paint = image.createGraphics();
    paint.setColor(colour);
    paint.fillRect(0, 0, width, height);
    paint.dispose();
    return new Photo(image);
  }

  private Photo with(BufferedImage other) {
    BufferedImage copy =
        new BufferedImage(other.getWidth(), other.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D paint = copy.createGraphics();
    paint.drawImage(other, 0, 0, null);
    paint.dispose();
    return new Photo(copy);
  }

  /** This one on a larger page, its upper left corner there. */
  Photo onPage(int width, int height, int x, int y) {
    return blank(width, height, Color.LIGHT_GRAY).paste(this, x, y);
  }

  Photo paste(Photo other, int x, int y) {
    Photo copy = with(image);
    Graphics2D paint = copy.image.createGraphics();
    paint.drawImage(other.image, x, y, null);
    paint.dispose();
    return copy;
  }

  /** Turned about its middle, on white. */
  Photo turned(double degrees) {
    int side = (int) (1.5 * Math.max(image.getWidth(), image.getHeight()));
    Photo page = blank(side, side, Color.WHITE);
    Graphics2D paint = page.image.createGraphics();
    paint.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    AffineTransform turn =
        AffineTransform.getRotateInstance(Math.toRadians(degrees), side / 2.0, side / 2.0);
    turn.translate((side - image.getWidth()) / 2.0, (side - image.getHeight()) / 2.0);
    paint.drawImage(image, turn, null);
    paint.dispose();
    return page;
  }

  /** At another size, pixels blended. */
  Photo scaled(double factor) {
    int width = (int) Math.round(image.getWidth() * factor);
    int height = (int) Math.round(image.getHeight() * factor);
    Photo small = blank(width, height, Color.WHITE);
    Graphics2D paint = small.image.createGraphics();
    paint.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    paint.drawImage(image, 0, 0, width, height, null);
    paint.dispose();
    return small;
  }

  Photo inverted() {
    return mapped(rgb -> 0xFFFFFF - rgb);
  }

  /** Squeezed between two shades, then grained. */
  Photo faded(int dark, int light, int grain, RandomGenerator random) {
    return mapped(
        rgb -> {
          int grey = dark + (rgb & 0xFF) * (light - dark) / 255;
          int shade = Math.clamp(grey + (int) (random.nextGaussian() * grain), 0, 255);
          return shade << 16 | shade << 8 | shade;
        });
  }

  Photo blurred(int side) {
    float[] even = new float[side * side];
    Arrays.fill(even, 1f / even.length);
    return new Photo(
        new ConvolveOp(new Kernel(side, side, even), ConvolveOp.EDGE_NO_OP, null)
            .filter(image, null));
  }

  /** Every pixel through a function of its colour. */
  Photo mapped(IntUnaryOperator colour) {
    Photo copy = with(image);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        copy.image.setRGB(x, y, colour.applyAsInt(image.getRGB(x, y) & 0xFFFFFF));
      }
    }
    return copy;
  }

  byte[] file(String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
