package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.EncodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Presses against ZXing, module by module; masks stand in the modules too. {@code
 * -Dpress.symbols=100000} is how many are found equal at each of the levels M and Q; a tenth of it
 * at L and at H.
 */
class SymbolPressPropertyTest {

  private static final int SYMBOLS = Integer.getInteger("press.symbols", 20_000);
  private static final long SEED = 20_261_125;
  private static final int PER_PRESS = 250;

  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final String ANY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:";

  /** Hosts and lots of odd and even length, of letters and of digits, and no lot at all. */
  private static final List<String> BEFORE =
      List.of(
          "https://trace.brics.org/01/04600682000129/10/A26-07/21/",
          "https://trace.brics.org/01/04600682000129/10/A26-7/21/",
          "https://trace.brics.org/01/04600682000129/21/",
          "https://trace.brics.org/01/06901234567892/10/20261125/21/",
          "https://trace.brics.org/01/06901234567892/10/202611250123/21/",
          "https://trace.brics.org/01/06901234567892/10/2026112501234567/21/",
          "https://id.gs1.org/01/04600682000129/10/L/21/",
          "https://id.gs1.org/01/04600682000129/21/",
          "https://h.cn/01/06901234567892/10/7/21/",
          "https://h.cn/01/06901234567892/21/",
          "https://codes.tea-house.example/p/01/06901234567892/10/B%2F9/21/",
          "https://codes.tea-house.example/01/06901234567892/22/2A/10/lot-b/21/",
          "http://10.0.0.17:8080/01/04600682000129/10/A26-07/21/",
          "HTTPS://TRACE.BRICS.ORG/01/04600682000129/10/A26-07/21/");

  /** What came of many comparisons. */
  private record Tally(int same, int smaller, int different) {

    Tally plus(Tally other) {
      return new Tally(same + other.same, smaller + other.smaller, different + other.different);
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorCorrection.class)
  void press_anySerial_isZxingsSymbol(ErrorCorrection level) {
    boolean main = level == ErrorCorrection.M || level == ErrorCorrection.Q;
    int wanted = main ? SYMBOLS : SYMBOLS / 10;
    int presses = Math.max(BEFORE.size(), wanted * 108 / 100 / PER_PRESS);

    Tally tally =
        IntStream.range(0, presses)
            .parallel()
            .mapToObj(i -> compare(BEFORE.get(i % BEFORE.size()), 8 + i % 13, level, SEED + i))
            .reduce(new Tally(0, 0, 0), Tally::plus);

    System.out.printf(
        "level %s: %d symbols of %d presses from seed %d on: %d are ZXing's, %d have the press's"
            + " version where ZXing's is smaller, %d differ%n",
        level,
        presses * PER_PRESS,
        presses,
        SEED,
        tally.same(),
        tally.smaller(),
        tally.different());
    assertThat(tally.different()).isZero();
    assertThat(tally.same()).isGreaterThanOrEqualTo(wanted);
  }

  /** Serials at random, three in ten with more digits, and longer runs of them, than chance has. */
  private static Tally compare(String before, int length, ErrorCorrection level, long seed) {
    Random random = new Random(seed);
    SymbolPress press = SymbolPress.of(before, length, level);
    ModuleGrid grid = new ModuleGrid();
    Tally tally = new Tally(0, 0, 0);
    for (int i = 0; i < PER_PRESS; i++) {
      String serial = serial(random, length, i % 10);
      press.press(serial.getBytes(StandardCharsets.US_ASCII), 0, grid);
      QRCode code = zxing(before + serial, level);
      if (code.getVersion().getVersionNumber() < press.version()) {
        boolean reads = read(grid).equals(before + serial);
        tally = tally.plus(new Tally(0, reads ? 1 : 0, reads ? 0 : 1));
      } else {
        boolean same = same(grid, code);
        tally = tally.plus(new Tally(same ? 1 : 0, 0, same ? 0 : 1));
      }
    }
    return tally;
  }

  private static String serial(Random random, int length, int kind) {
    char[] serial = new char[length];
    int run = 5 + random.nextInt(length - 4);
    int start = kind == 7 ? length - run : random.nextInt(length - run + 1);
    for (int i = 0; i < length; i++) {
      String from =
          switch (kind) {
            case 7, 8 -> i >= start && i < start + run ? "0123456789" : CROCKFORD;
            case 9 -> random.nextInt(8) > 0 ? "0123456789" : CROCKFORD;
            case 6 -> ANY;
            default -> CROCKFORD;
          };
      serial[i] = from.charAt(random.nextInt(from.length()));
    }
    return new String(serial);
  }

  @ParameterizedTest
  @CsvSource({
    "M, 130, 9",
    "M, 160, 10",
    "M, 190, 11",
    "H, 200, 16",
    "L, 900, 22",
  })
  void press_longLink_isZxingsSymbol(ErrorCorrection level, int letters, int version) {
    String before = "https://id.gs1.org/" + "x".repeat(letters) + "/01/06901234567892/21/";
    SymbolPress press = SymbolPress.of(before, 16, level);
    ModuleGrid grid = new ModuleGrid();
    Random random = new Random(SEED);

    for (int i = 0; i < 20; i++) {
      String serial = serial(random, 16, i % 10);
      press.press(serial.getBytes(StandardCharsets.US_ASCII), 0, grid);

      assertThat(same(grid, zxing(before + serial, level))).as("seed %d", SEED).isTrue();
    }
    assertThat(press.version()).isEqualTo(version);
  }

  /** Serials that ZXing keeps in the byte segment of what stands before. */
  @Test
  void press_shortSerialAfterLowerCase_isZxingsSymbol() {
    String before = "https://id.gs1.org/x?serial=";
    SymbolPress press = SymbolPress.of(before, 3, ErrorCorrection.M);
    ModuleGrid grid = new ModuleGrid();

    for (String serial : List.of("ABC", "012", "A1C", "Z9Z")) {
      press.press(serial.getBytes(StandardCharsets.US_ASCII), 0, grid);

      assertThat(same(grid, zxing(before + serial, ErrorCorrection.M))).isTrue();
    }
  }

  /**
   * Of every length of a link, so that capacities are met to the bit: one version, and it reads.
   */
  @ParameterizedTest
  @EnumSource(ErrorCorrection.class)
  void press_digitsDecideTheVersion_keepsOneVersion(ErrorCorrection level) {
    ModuleGrid grid = new ModuleGrid();
    for (int letters = 1; letters < 200; letters += 7) {
      String before = "https://id.gs1.org/" + "x".repeat(letters) + "/01/06901234567892/21/";
      SymbolPress press = SymbolPress.of(before, 20, level);
      for (String serial : List.of("ABCDEFGHJKMNPQRSTVWX", "01234567890123456789")) {
        press.press(serial.getBytes(StandardCharsets.US_ASCII), 0, grid);

        assertThat(grid.size()).isEqualTo(press.size());
        assertThat(read(grid)).isEqualTo(before + serial);
      }
    }
  }

  private static QRCode zxing(String text, ErrorCorrection level) {
    try {
      return Encoder.encode(text, level.zxing(), Map.of(EncodeHintType.QR_COMPACT, true));
    } catch (WriterException e) {
      throw new AssertionError(text, e);
    }
  }

  private static boolean same(ModuleGrid grid, QRCode code) {
    int size = code.getMatrix().getWidth();
    boolean same = grid.size() == size;
    for (int row = 0; same && row < size; row++) {
      for (int column = 0; same && column < size; column++) {
        same = grid.isDark(column, row) == (code.getMatrix().get(column, row) == 1);
      }
    }
    return same;
  }

  private static String read(ModuleGrid grid) {
    BitMatrix matrix = new BitMatrix(grid.size());
    for (int row = 0; row < grid.size(); row++) {
      for (int column = 0; column < grid.size(); column++) {
        if (grid.isDark(column, row)) {
          matrix.set(column, row);
        }
      }
    }
    try {
      return new Decoder().decode(matrix).getText();
    } catch (ReaderException e) {
      return e.toString();
    }
  }
}
