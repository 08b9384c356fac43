package org.bricscodes.label;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Labels with name, lot and date, end to end from serial to bytes, beside a picture of the symbol
 * alone as ZXing and ImageIO make it. An operation is one label. The command stands in
 * PERFORMANCE.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LabelBenchmark {

  private static final int LABELS = 21;

  private final byte[] serials = Sample.serials(LABELS, new Random(1));
  private final PdfLabels pdf =
      new PdfLabels(
          Sample.TEA,
          Sample.qr(),
          LabelStyle.USUAL,
          SheetGrid.named("L7160").orElseThrow(),
          CropMarks.NONE,
          LABELS);
  private final byte[] page = new byte[pdf.mostPageLength()];
  private final ZplLabels zpl = zpl(Sample.qr());
  private final ZplLabels dataMatrix = zpl(Sample.dataMatrix());
  private final byte[] label = new byte[Math.max(zpl.length(), dataMatrix.length())];

  private static ZplLabels zpl(LabelSymbol symbol) {
    return new ZplLabels(
        Sample.TEA, symbol, LabelStyle.USUAL, LabelSize.of(70, 40), PrinterDensity.DPI_203);
  }

  @Benchmark
  @OperationsPerInvocation(LABELS)
  public int pdf() {
    return pdf.writePage(0, serials, 0, page, 0);
  }

  @Benchmark
  @OperationsPerInvocation(LABELS)
  public byte[] zpl() {
    for (int i = 0; i < LABELS; i++) {
      zpl.write(serials, 16 * i, label, 0);
    }
    return label;
  }

  @Benchmark
  @OperationsPerInvocation(LABELS)
  public byte[] zplDataMatrix() {
    for (int i = 0; i < LABELS; i++) {
      dataMatrix.write(serials, 16 * i, label, 0);
    }
    return label;
  }

  /** What most would write: ZXing's writer, and ImageIO for the picture. */
  @Benchmark
  public byte[] zxingAndImageIo() throws WriterException, IOException {
    BitMatrix matrix =
        new QRCodeWriter()
            .encode(
                Sample.LINK + Sample.serial(serials, 0),
                BarcodeFormat.QR_CODE,
                328,
                328,
                Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M));
    BufferedImage image =
        new BufferedImage(matrix.getWidth(), matrix.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < matrix.getHeight(); y++) {
      for (int x = 0; x < matrix.getWidth(); x++) {
        image.setRGB(x, y, matrix.get(x, y) ? 0xFF000000 : 0xFFFFFFFF);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
