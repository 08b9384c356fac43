package org.bricscodes.qr;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG files of four inks as Adobe's programs write them: inverted, plain CMYK or YCCK. */
final class InkJpeg {

  private InkJpeg() {}

  static byte[] of(Photo photo, int transform) throws IOException {
    int width = photo.image().getWidth();
    int height = photo.image().getHeight();
    WritableRaster inks =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int light = photo.image().getRGB(x, y) & 0xFF;
        int[] pixel =
            transform == 2
                ? new int[] {light, 128, 128, 255}
                : new int[] {light, light, light, 255};
        inks.setPixel(x, y, pixel);
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(inks, null, null), null);
    } finally {
      writer.dispose();
    }
    return withAdobe(file.toByteArray(), transform);
  }

  /** The segment by which readers know how the channels are meant. */
  private static byte[] withAdobe(byte[] jpeg, int transform) {
    byte[] adobe = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(adobe);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}
