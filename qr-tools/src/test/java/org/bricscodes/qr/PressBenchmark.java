package org.bricscodes.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A press and the writers against ZXing's encoder, and against ZXing and ImageIO end to end: one
 * thread, another serial of our alphabet each time, in the link of a pack. The command stands in
 * PERFORMANCE.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 1)
public class PressBenchmark {

  private static final String BEFORE = "https://trace.brics.org/01/04600682000129/10/A26-07/21/";
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int SERIALS = 4096;
  private static final int LENGTH = 16;
  private static final int SCALE = 8;

  @Param({"M", "Q"})
  public ErrorCorrection level = ErrorCorrection.M;

  private final byte[] serials = new byte[SERIALS * LENGTH];
  private final ModuleGrid grid = new ModuleGrid();
  private final byte[] out = new byte[64 * 1024];
  private SymbolPress press = SymbolPress.of(BEFORE, LENGTH, level);
  private PngWriter png = new PngWriter(press.size(), SCALE);
  private int next;

  /** The serials. */
  public PressBenchmark() {
    Random random = new Random(20_261_125);
    for (int i = 0; i < serials.length; i++) {
      serials[i] = (byte) CROCKFORD.charAt(random.nextInt(CROCKFORD.length()));
    }
  }

  @Setup
  public void make() {
    press = SymbolPress.of(BEFORE, LENGTH, level);
    png = new PngWriter(press.size(), SCALE);
  }

  @Benchmark
  public QRCode encodeByZxing() throws WriterException {
    return Encoder.encode(link(), level.zxing(), Map.of(EncodeHintType.QR_COMPACT, true));
  }

  @Benchmark
  public ModuleGrid encode() {
    press.press(serials, nextSerial(), grid);
    return grid;
  }

  /** As ZXing's MatrixToImageWriter does it. */
  @Benchmark
  public byte[] pngByZxingAndImageIo() throws WriterException, IOException {
    int side = (press.size() + 8) * SCALE;
    BitMatrix matrix =
        new QRCodeWriter()
            .encode(
                link(),
                BarcodeFormat.QR_CODE,
                side,
                side,
                Map.of(
                    EncodeHintType.QR_COMPACT,
                    true,
                    EncodeHintType.ERROR_CORRECTION,
                    level.zxing(),
                    EncodeHintType.MARGIN,
                    4));
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    int[] row = new int[side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        row[x] = matrix.get(x, y) ? 0xFF000000 : 0xFFFFFFFF;
      }
      image.setRGB(0, y, side, 1, row, 0, side);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  @Benchmark
  public byte[] png() {
    press.press(serials, nextSerial(), grid);
    png.write(grid, out, 0);
    return out;
  }

  @Benchmark
  public int svg() {
    press.press(serials, nextSerial(), grid);
    return SvgWriter.write(grid, out, 0);
  }

  /** A press of its own for every batch: tables, and the comparison with ZXing. */
  @Benchmark
  public SymbolPress makePress() {
    return SymbolPress.of(BEFORE, LENGTH, level);
  }

  private String link() {
    return BEFORE + new String(serials, nextSerial(), LENGTH, StandardCharsets.US_ASCII);
  }

  private int nextSerial() {
    next = (next + 1) % SERIALS;
    return next * LENGTH;
  }
}
