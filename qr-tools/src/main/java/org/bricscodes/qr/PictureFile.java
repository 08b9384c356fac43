package org.bricscodes.qr;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bricscodes.qr.ImageFault.Reason;

/**
 * Unpacks a picture file by the readers of the JDK, judged by its header first. Nothing is cached
 * on disk, and no metadata is unpacked: compressed text in a PNG can be a bomb of its own.
 */
final class PictureFile {

  private static final int[] PNG = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** Where a PNG file says its bits a channel. */
  private static final int PNG_DEPTH = 24;

  private static final String FORMATS = "a PNG, JPEG, GIF or BMP file";

  /** Most scans of a JPEG file; cameras and programs write up to about ten. */
  static final int MAX_SCANS = 64;

  private final byte[] file;
  private final BooleanSupplier over;
  private final JpegHeader header;

  PictureFile(byte[] file, BooleanSupplier over) {
    this.file = file;
    this.over = over;
    this.header = JpegHeader.of(file);
  }

  Picture picture() throws ImageFault {
    if (file.length > SymbolReader.MAX_BYTES) {
      String message = "a picture has at most " + SymbolReader.MAX_BYTES + " bytes";
      throw new ImageFault(Reason.TOO_LARGE, message);
    }
    if (begins(0xFF, 0xD8, 0xFF) && JpegHeader.scans(file, MAX_SCANS + 1) > MAX_SCANS) {
      String message = "a JPEG file has at most " + MAX_SCANS + " scans: save the picture anew";
      throw new ImageFault(Reason.TOO_LARGE, message);
    }
    ImageReader reader = reader();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      return unpack(reader).upright(header.orientation());
    } catch (IOException e) {
      throw new ImageFault(Reason.BROKEN, "the picture is cut off or damaged: send it again", e);
    } catch (RuntimeException e) { // the JDK's readers throw these too on damaged files
      throw new ImageFault(Reason.BROKEN, "the picture is damaged: send it again", e);
    } finally {
      reader.dispose();
    }
  }

  private ImageReader reader() throws ImageFault {
    String format =
        begins(PNG)
            ? "png"
            : begins(0xFF, 0xD8, 0xFF)
                ? "jpeg"
                : begins('G', 'I', 'F', '8') ? "gif" : begins('B', 'M') ? "bmp" : "";
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (format.isEmpty() || !readers.hasNext()) {
      throw new ImageFault(Reason.UNKNOWN_FORMAT, "this is " + kind() + ": send " + FORMATS);
    }
    return readers.next();
  }

  /** By its header: 16 bits a channel take many times as long to unpack as 8. */
  private boolean isDeepPng() {
    return begins(PNG) && file.length > PNG_DEPTH && file[PNG_DEPTH] == 16;
  }

  private boolean begins(int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= file.length || (file[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** What phones and people send instead. */
  private String kind() {
    if (file.length == 0) {
      return "an empty file";
    }
    if (begins('%', 'P', 'D', 'F')) {
      return "a PDF file";
    }
    if (begins('R', 'I', 'F', 'F')) {
      return "a WebP file";
    }
    boolean box = file.length > 12 && file[4] == 'f' && file[5] == 't' && file[6] == 'y';
    if (box) {
      return "a HEIC or AVIF file";
    }
    return begins('<') ? "an SVG or XML file" : "no picture known here";
  }

  private Picture unpack(ImageReader reader) throws IOException, ImageFault {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long pixels = (long) width * height;
    if (Math.max(width, height) > SymbolReader.MAX_SIDE || pixels > SymbolReader.MAX_PIXELS) {
      throw new ImageFault(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "the picture has %d x %d pixels: at most %d on a side and %d in all are read",
              width,
              height,
              SymbolReader.MAX_SIDE,
              SymbolReader.MAX_PIXELS));
    }
    if (isDeepPng() && pixels > SymbolReader.MAX_DEEP_PIXELS) {
      throw new ImageFault(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "the picture has %d x %d pixels of 16 bits a channel: at most %d of these are read;"
                  + " save it with 8 bits",
              width,
              height,
              SymbolReader.MAX_DEEP_PIXELS));
    }
    int every = 1;
    while (pixels / ((long) every * every) > SymbolReader.MAX_DECODED_PIXELS) {
      every++;
    }
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(every, every, 0, 0);
    reader.addIIOReadProgressListener(new Deadline(over));
    Picture picture =
        header.channels() == 4 ? inks(reader, param, every) : grey(reader, param, every);
    if (over.getAsBoolean()) {
      throw new ImageFault(
          Reason.TOO_LARGE, "the picture took too long to unpack: send it smaller");
    }
    return picture;
  }

  private static Picture grey(ImageReader reader, ImageReadParam param, int every)
      throws IOException {
    BufferedImage image = reader.read(0, param);
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] grey = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        grey[y * width + x] = (byte) onWhite(row[x]);
      }
    }
    return new Picture(width, height, grey, every);
  }

  /** Luminance (ITU-R BT.601); what is transparent lies on white paper. */
  private static int onWhite(int argb) {
    int alpha = argb >>> 24;
    int red = argb >> 16 & 0xFF;
    int green = argb >> 8 & 0xFF;
    int blue = argb & 0xFF;
    int grey = (299 * red + 587 * green + 114 * blue) / 1000;
    return (grey * alpha + 255 * (255 - alpha)) / 255;
  }

  /**
   * Four inks, which the JDK unpacks but does not turn into colours. Adobe writes them inverted,
   * and as YCCK the first three are luminance and colour.
   */
  private Picture inks(ImageReader reader, ImageReadParam param, int every) throws IOException {
    if (!reader.canReadRaster()) {
      throw new IIOException("no raster");
    }
    Raster raster = reader.readRaster(0, param);
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] grey = new byte[width * height];
    int[] row = new int[width * 4];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        grey[y * width + x] = (byte) header.greyOfInks(row, 4 * x);
      }
    }
    return new Picture(width, height, grey, every);
  }

  /** Stops a reader when the time is over. */
  private record Deadline(BooleanSupplier over) implements IIOReadProgressListener {

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      if (over.getAsBoolean()) {
        source.abort();
      }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
  }
}
