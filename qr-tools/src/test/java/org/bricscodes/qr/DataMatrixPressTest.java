package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.datamatrix.DataMatrixWriter;
import com.google.zxing.datamatrix.decoder.Decoder;
import com.google.zxing.datamatrix.encoder.SymbolShapeHint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.ElementString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataMatrixPressTest {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @ParameterizedTest
  @CsvSource({
    "16, A26-07, 22",
    "8, A26-07, 22",
    "1, 7, 18",
    "20, 12345678901234567890, 26",
    "20, abcdefghijklmnopqrst, 32"
  })
  void press_anySerial_readsBackAsTheElementString(int serialLength, String lot, int size)
      throws Exception {
    long seed = serialLength;
    Random random = new Random(seed);
    DataMatrixPress press = DataMatrixPress.of(shared(lot), serialLength);
    ModuleGrid grid = new ModuleGrid();

    assertThat(press.size()).isEqualTo(size);
    for (int i = 0; i < 200; i++) {
      StringBuilder serial = new StringBuilder();
      for (int j = 0; j < serialLength; j++) {
        serial.append(ALPHABET.charAt(random.nextInt(i % 2 == 0 ? 32 : 10)));
      }
      press.press(serial.toString().getBytes(StandardCharsets.US_ASCII), 0, grid);

      DecoderResult read = new Decoder().decode(bits(grid));
      assertThat(read.getText())
          .as("seed %d", seed)
          .isEqualTo("\u001D0104600682000129" + "10" + lot + "\u001D21" + serial);
      assertThat(read.getSymbologyModifier()).isEqualTo(2);
    }
  }

  @Test
  void press_readsAsZxingsOwnSymbolDoes() throws Exception {
    String text = "010460068200012910A26-07\u001D217GF04CNGMYKV4H93";
    BitMatrix own =
        new DataMatrixWriter()
            .encode(
                text,
                BarcodeFormat.DATA_MATRIX,
                0,
                0,
                Map.of(
                    EncodeHintType.GS1_FORMAT,
                    true,
                    EncodeHintType.DATA_MATRIX_COMPACT,
                    true,
                    EncodeHintType.DATA_MATRIX_SHAPE,
                    SymbolShapeHint.FORCE_SQUARE));
    ModuleGrid grid = new ModuleGrid();

    DataMatrixPress.of(shared("A26-07"), 16)
        .press("7GF04CNGMYKV4H93".getBytes(StandardCharsets.US_ASCII), 0, grid);

    assertThat(new Decoder().decode(bits(grid)).getText())
        .isEqualTo(new Decoder().decode(own).getText());
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "8"})
  void png_ofASymbol_hasEveryModule(int scale) throws Exception {
    DataMatrixPress press = DataMatrixPress.of(shared("A26-07"), 16);
    ModuleGrid grid = new ModuleGrid();
    PngWriter writer = new PngWriter(press.size(), scale);
    byte[] png = new byte[writer.length()];

    press.press("7GF04CNGMYKV4H93".getBytes(StandardCharsets.US_ASCII), 0, grid);
    writer.write(grid, png, 0);

    BufferedImage image = Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
    for (int y = 0; y < 30 * scale; y++) {
      for (int x = 0; x < 30 * scale; x++) {
        boolean dark = grid.isDark(x / scale - 4, y / scale - 4);
        assertThat(image.getRGB(x, y)).isEqualTo(dark ? 0xFF000000 : 0xFFFFFFFF);
      }
    }
  }

  @Test
  void of_predefinedLengthBefore_needsNoSeparator() throws Exception {
    ElementString shared =
        new ElementString(
            List.of(new Element("01", "04600682000129"), new Element("17", "271231")));
    ModuleGrid grid = new ModuleGrid();

    DataMatrixPress.of(shared, 5).press("AB12C".getBytes(StandardCharsets.US_ASCII), 0, grid);

    assertThat(new Decoder().decode(bits(grid)).getText())
        .isEqualTo("\u001D0104600682000129" + "17271231" + "21AB12C");
  }

  @Test
  void press_serialOfOtherLetters_isRefused() {
    DataMatrixPress press = DataMatrixPress.of(shared("1"), 3);

    assertThatThrownBy(
            () -> press.press("a-b".getBytes(StandardCharsets.US_ASCII), 0, new ModuleGrid()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "21"})
  void of_serialLengthOutOfRange_isRefused(int length) {
    assertThatThrownBy(() -> DataMatrixPress.of(shared("1"), length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ElementString shared(String lot) {
    return new ElementString(List.of(new Element("01", "04600682000129"), new Element("10", lot)));
  }

  private static BitMatrix bits(ModuleGrid grid) {
    BitMatrix bits = new BitMatrix(grid.size());
    for (int y = 0; y < grid.size(); y++) {
      for (int x = 0; x < grid.size(); x++) {
        if (grid.isDark(x, y)) {
          bits.set(x, y);
        }
      }
    }
    return bits;
  }
}
