package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.qrcode.encoder.ByteMatrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bricscodes.gs1.DigitalLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngWriterTest {

  private static final long SEED = 20_261_125;

  private static final QrSymbol PACK = QrSymbol.of(DigitalLink.parse(QrSymbolTest.PACK));

  @ParameterizedTest
  @MethodSource("org.bricscodes.qr.QrSymbolTest#links")
  void png_anyLink_readsBackExactly(String uri, ErrorCorrection level) throws Exception {
    BufferedImage image = image(QrSymbol.of(DigitalLink.parse(uri), level).png(4));

    assertThat(modules(image).read(1).getText()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 33, 64})
  void png_anyScale_hasEveryPixelOfItsModule(int scale) throws IOException {
    BufferedImage image = image(PACK.png(scale));

    assertThat(image.getWidth()).isEqualTo(41 * scale);
    assertThat(image.getHeight()).isEqualTo(41 * scale);
    ModuleGrid grid = new ModuleGrid();
    PACK.copyTo(grid);
    assertPixels(image, scale, grid);
  }

  @Test
  void png_isOneBitGreyAndSmall() throws IOException {
    byte[] png = PACK.png(8);

    assertThat(image(png).getColorModel().getPixelSize()).isEqualTo(1);
    assertThat(png).hasSizeLessThan(460);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 13, 64})
  void png_anySymbol_hasTheLengthOfItsWriter(int scale) throws IOException {
    PngWriter writer = new PngWriter(33, scale);
    ModuleGrid grid = new ModuleGrid();
    Random random = new Random(SEED);
    for (int symbol = 0; symbol < 8; symbol++) {
      int darkInEight = symbol;
      ByteMatrix matrix = new ByteMatrix(33, 33);
      for (int i = 0; i < 33 * 33; i++) {
        matrix.set(i % 33, i / 33, random.nextInt(8) <= darkInEight);
      }
      grid.copyFrom(matrix);
      byte[] out = new byte[writer.length() + 2];
      out[0] = 42;
      out[writer.length() + 1] = 43;

      writer.write(grid, out, 1);

      assertThat(out[0]).isEqualTo((byte) 42);
      assertThat(out[writer.length() + 1]).isEqualTo((byte) 43);
      BufferedImage image = image(Arrays.copyOfRange(out, 1, writer.length() + 1));
      assertPixels(image, scale, grid);
    }
  }

  /** DataMatrix symbols are of other sizes, and some are smaller than any QR Code. */
  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 12, 15, 16, 18, 22, 26, 57, 61, 65, 144, 177})
  void png_anySize_hasEveryPixelOfItsModule(int size) throws IOException {
    Random random = new Random(SEED);
    ByteMatrix matrix = new ByteMatrix(size, size);
    for (int i = 0; i < size * size; i++) {
      matrix.set(i % size, i / size, random.nextBoolean());
    }
    ModuleGrid grid = new ModuleGrid();
    grid.copyFrom(matrix);
    for (int scale = 1; scale <= 4; scale++) {
      PngWriter writer = new PngWriter(size, scale);
      byte[] out = new byte[writer.length()];

      writer.write(grid, out, 0);

      assertPixels(image(out), scale, grid);
    }
  }

  @Test
  void write_noRoom_isRefusedAndWritesNothing() {
    PngWriter writer = new PngWriter(PACK.size(), 8);
    ModuleGrid grid = new ModuleGrid();
    PACK.copyTo(grid);
    byte[] out = new byte[writer.length() - 1];

    assertThatThrownBy(() -> writer.write(grid, out, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(out).containsOnly(0);
  }

  @Test
  void write_symbolOfAnotherSize_isRefused() {
    PngWriter writer = new PngWriter(37, 8);
    ModuleGrid grid = new ModuleGrid();
    PACK.copyTo(grid);

    assertThatThrownBy(() -> writer.write(grid, new byte[10_000], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the symbol has another size than the writer");
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 178})
  void of_sizeThatNoSymbolHas_isRefused(int size) {
    assertThatThrownBy(() -> new PngWriter(size, 8)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65})
  void png_scaleOutOfRange_isRefused(int scale) {
    assertThatThrownBy(() -> PACK.png(scale)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertPixels(BufferedImage image, int scale, ModuleGrid grid) {
    int side = (grid.size() + 8) * scale;
    int[] expected = new int[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        boolean dark = grid.isDark(Math.floorDiv(x, scale) - 4, Math.floorDiv(y, scale) - 4);
        expected[y * side + x] = dark ? 0xFF000000 : 0xFFFFFFFF;
      }
    }

    assertThat(image.getRGB(0, 0, side, side, null, 0, side)).isEqualTo(expected);
  }

  private static BufferedImage image(byte[] png) throws IOException {
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
  }

  private static Modules modules(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return Modules.of(width, height, image.getRGB(0, 0, width, height, null, 0, width));
  }
}
