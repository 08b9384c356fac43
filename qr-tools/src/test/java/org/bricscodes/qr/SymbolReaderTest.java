package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.qr.FoundSymbol.Symbology;
import org.bricscodes.qr.ImageFault.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolReaderTest {

  private static final String PACK = QrSymbolTest.PACK;
  private static final QrSymbol SYMBOL = QrSymbol.of(DigitalLink.parse(PACK));

  private final SymbolReader reader = new SymbolReader(Duration.ofMinutes(5), System::nanoTime);

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void read_everyFormat_findsTheCode(String format) throws ImageFault {
    byte[] file = Photo.of(SYMBOL, 6).onPage(600, 500, 200, 100).file(format);

    List<FoundSymbol> found = reader.read(file);

    assertThat(found).hasSize(1);
    FoundSymbol symbol = found.getFirst();
    assertThat(symbol.symbology()).isEqualTo(Symbology.QR_CODE);
    assertThat(symbol.text()).isEqualTo(PACK);
    assertThat(symbol.transmitted()).isEqualTo("]Q1" + PACK);
    assertThat(symbol.corners())
        .isNotEmpty()
        .allSatisfy(
            corner -> {
              assertThat(corner.x()).isBetween(200, 446);
              assertThat(corner.y()).isBetween(100, 346);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "DATA_MATRIX, DATA_MATRIX, https://t.example/01/04600682000129/21/S1, ]d1",
    "EAN_13, EAN_13, 4600682000129, ]E0",
    "EAN_8, EAN_8, 96385074, ]E4",
    "UPC_A, UPC_A, 036000291452, ]E0",
    "ITF, ITF_14, 14600682000126, ]I0",
    "CODE_128, CODE_128, ABC-123, ]C0"
  })
  void read_everySymbology_findsTheCode(
      BarcodeFormat format, Symbology symbology, String text, String identifier) throws Exception {
    byte[] file = Photo.of(format, text, 400, 200).onPage(800, 400, 200, 100).file("png");

    List<FoundSymbol> found = reader.read(file);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().symbology()).isEqualTo(symbology);
    assertThat(found.getFirst().text()).isEqualTo(text);
    assertThat(found.getFirst().identifier()).isEqualTo(identifier);
  }

  @Test
  void read_upcE_tellsAllTwelveDigits() throws Exception {
    byte[] file = Photo.of(BarcodeFormat.UPC_E, "04252614", 300, 150).file("png");

    assertThat(reader.read(file)).extracting(FoundSymbol::text).containsExactly("042100005264");
  }

  @Test
  void read_gs1Code128_tellsFnc1() throws Exception {
    String text = "\u00F1010460068200012910L1\u00F121S1";
    byte[] file = Photo.of(BarcodeFormat.CODE_128, text, 900, 200).file("png");

    FoundSymbol found = reader.read(file).getFirst();

    assertThat(found.transmitted()).isEqualTo("]C1010460068200012910L1\u001D21S1");
  }

  @Test
  void read_gs1DataMatrix_tellsFnc1() throws Exception {
    Map<EncodeHintType, ?> hints =
        Map.of(EncodeHintType.GS1_FORMAT, true, EncodeHintType.DATA_MATRIX_COMPACT, true);
    String text = "010460068200012910L1\u001D21S1";
    byte[] file =
        Photo.of(BarcodeFormat.DATA_MATRIX, text, 130, 130, hints) // oblong: needs 5 px a module
            .onPage(300, 300, 60, 60)
            .file("png");

    FoundSymbol found = reader.read(file).getFirst();

    assertThat(found.transmitted()).isEqualTo("]d2010460068200012910L1\u001D21S1");
  }

  @Test
  void read_severalSymbols_findsEach() throws Exception {
    QrSymbol other = QrSymbol.of(DigitalLink.parse("https://t.example/01/04600682000129/21/B"));
    byte[] file =
        Photo.blank(1000, 800, Color.WHITE)
            .paste(Photo.of(SYMBOL, 5), 50, 50)
            .paste(Photo.of(other, 5), 600, 400)
            .paste(Photo.of(BarcodeFormat.EAN_13, "4600682000129", 300, 150), 80, 550)
            .file("png");

    assertThat(reader.read(file)).extracting(FoundSymbol::text).contains(PACK, other.text());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 45, 90, 133, 180, 270})
  void read_turnedPhoto_findsTheCode(int degrees) throws ImageFault {
    byte[] file = Photo.of(SYMBOL, 5).turned(degrees).file("jpeg");

    assertThat(reader.read(file)).extracting(FoundSymbol::text).containsExactly(PACK);
  }

  /** Less than three pixels a module: read on an enlarged picture only. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.4})
  void read_tinyModules_areEnlarged(double factor) throws ImageFault {
    byte[] file = Photo.of(SYMBOL, 5).scaled(factor).file("png");

    assertThat(reader.read(file)).extracting(FoundSymbol::text).containsExactly(PACK);
  }

  @Test
  void read_inverted_findsTheCode() throws ImageFault {
    byte[] file = Photo.of(SYMBOL, 5).inverted().file("png");

    assertThat(reader.read(file)).extracting(FoundSymbol::text).containsExactly(PACK);
  }

  /** A linear code beside ours is not all that is told. */
  @Test
  void read_eanBesideAnInvertedSymbol_tellsBoth() throws Exception {
    Photo ean = Photo.of(BarcodeFormat.EAN_13, "4600682000129", 400, 200);
    byte[] file =
        Photo.blank(1000, 600, Color.WHITE)
            .paste(ean, 20, 20)
            .paste(Photo.of(SYMBOL, 6).inverted(), 600, 200)
            .file("png");

    PictureReading reading = reader.look(file);

    assertThat(reading.symbols())
        .extracting(FoundSymbol::text)
        .containsExactlyInAnyOrder("4600682000129", PACK);
    assertThat(reading.coverage()).isEqualTo(PictureReading.Coverage.WHOLE);
  }

  @Test
  void look_timeIsOverBeforeAllWasTried_saysThatOthersMayStandThere() throws ImageFault {
    byte[] file = Photo.of(SYMBOL, 8).file("png");
    long[] calls = {0};
    reader(calls, Long.MAX_VALUE).look(file);
    long all = calls[0];
    calls[0] = 0;

    PictureReading reading = reader(calls, all - 2).look(file);

    assertThat(reading.symbols()).extracting(FoundSymbol::text).containsExactly(PACK);
    assertThat(reading.coverage()).isEqualTo(PictureReading.Coverage.PART);
  }

  /** Its clock stands still for so many looks at it, and then is far beyond any limit. */
  private static SymbolReader reader(long[] calls, long looks) {
    return new SymbolReader(
        Duration.ofMinutes(1), () -> ++calls[0] <= looks ? 0 : Duration.ofHours(1).toNanos());
  }

  @Test
  void read_weakContrastAndGrain_isReadByTheSecondDecoder() throws ImageFault {
    long seed = 20261125;
    byte[] file = Photo.of(SYMBOL, 8).faded(110, 150, 6, new Random(seed)).file("png");

    assertThat(reader.read(file))
        .as("seed %d", seed)
        .extracting(FoundSymbol::text)
        .containsExactly(PACK);
  }

  @Test
  void read_largePhoto_findsASmallSymbolAtItsPlace() throws ImageFault {
    byte[] file = Photo.of(SYMBOL, 6).onPage(4000, 3000, 3000, 2000).file("jpeg");

    FoundSymbol found = reader.read(file).getFirst();

    assertThat(found.text()).isEqualTo(PACK);
    assertThat(found.corners().getFirst().x()).isBetween(3000, 3246);
    assertThat(found.corners().getFirst().y()).isBetween(2000, 2246);
  }

  @Test
  void read_photoOfNothing_findsNothing() throws ImageFault {
    long seed = 7;
    Random random = new Random(seed);
    byte[] file = Photo.blank(2400, 1800, Color.GRAY).faded(0, 255, 60, random).file("jpeg");
    System.out.println("photo of nothing: " + file.length + " bytes, seed " + seed);
    assertThat(file.length).isBetween(2_000_000, SymbolReader.MAX_BYTES);

    assertThat(reader.read(file)).isEmpty();
  }

  @Test
  void read_timeIsOver_beginsNoFurtherAttempt() throws ImageFault {
    long[] now = {0};
    SymbolReader hurried = new SymbolReader(Duration.ofNanos(2), () -> now[0]++);

    assertThat(
            catchThrowableOfType(
                ImageFault.class, () -> hurried.read(Photo.of(SYMBOL, 8).file("png"))))
        .hasMessage("the picture took too long to unpack: send it smaller");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void read_cameraHeldAnyWay_isUprightAgain(int orientation) throws Exception {
    Photo upright = Photo.of(SYMBOL, 5).onPage(500, 300, 250, 50);
    byte[] file = withOrientation(held(upright, orientation).file("jpeg"), orientation);

    FoundSymbol found = reader.read(file).getFirst();

    assertThat(found.text()).isEqualTo(PACK);
    assertThat(found.corners())
        .allSatisfy(
            corner -> {
              assertThat(corner.x()).isBetween(250, 455);
              assertThat(corner.y()).isBetween(50, 255);
            });
  }

  @ParameterizedTest
  @CsvSource({"0", "2"})
  void read_fourInks_areTurnedIntoGrey(int transform) throws Exception {
    byte[] file = InkJpeg.of(Photo.of(SYMBOL, 6), transform);

    assertThat(reader.read(file)).extracting(FoundSymbol::text).containsExactly(PACK);
  }

  @Test
  void read_transparentGround_isWhite() throws ImageFault {
    byte[] file = transparent();

    assertThat(reader.read(file)).extracting(FoundSymbol::text).containsExactly(PACK);
  }

  @ParameterizedTest
  @CsvSource({"12001, 10", "10, 12001", "8000, 5001", "2147483647, 2147483647"})
  void read_bombByItsHeader_isRefusedUnpacked(int width, int height) {
    byte[] file = png(width, height, new byte[0]);

    ImageFault fault = catchThrowableOfType(ImageFault.class, () -> reader.read(file));

    assertThat(fault.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(fault)
        .hasMessage(
            "the picture has %d x %d pixels: at most 12000 on a side and 40000000 in all are read",
            width, height);
  }

  /** A white one of 36 million pixels took five seconds to unpack, before it was refused. */
  @Test
  void read_deepPngOfManyPixels_isRefusedUnpacked() {
    byte[] file = png(6000, 6000, 16, 0, new byte[0]);

    ImageFault fault = catchThrowableOfType(ImageFault.class, () -> reader.read(file));

    assertThat(fault.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(fault)
        .hasMessage(
            "the picture has 6000 x 6000 pixels of 16 bits a channel: at most 10000000 of these are"
                + " read; save it with 8 bits");
  }

  /** 40 million pixels in 5 KB: within the bounds, read thinned out. */
  @Test
  void read_largestPictureAllowed_isThinnedOut() throws ImageFault {
    int width = 8000;
    int height = 5000;
    byte[] rows = new byte[height * (1 + width / 8)];
    byte[] file = png(width, height, rows);
    System.out.println("40 million pixels in " + file.length + " bytes");

    assertThat(reader.read(file)).isEmpty();
  }

  /** The header is honest and small, the data behind it are not. */
  @Test
  void read_moreDataThanTheHeaderSays_isLeftUnread() throws ImageFault {
    byte[] file = png(16, 16, new byte[64 << 20]);
    assertThat(file).hasSizeLessThan(100_000);

    assertThat(reader.read(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 20, 33, 40, 100, 200})
  void read_fileCutOff_isBroken(int bytes) {
    byte[] file = Arrays.copyOf(Photo.of(SYMBOL, 5).file("png"), bytes);

    ImageFault fault = catchThrowableOfType(ImageFault.class, () -> reader.read(file));

    assertThat(fault.reason()).isEqualTo(Reason.BROKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''|this is an empty file: send a PNG, JPEG, GIF or BMP file
          %PDF-1.4|this is a PDF file: send a PNG, JPEG, GIF or BMP file
          RIFF....WEBPVP8|this is a WebP file: send a PNG, JPEG, GIF or BMP file
          ....ftypheic....|this is a HEIC or AVIF file: send a PNG, JPEG, GIF or BMP file
          <svg xmlns=""/>|this is an SVG or XML file: send a PNG, JPEG, GIF or BMP file
          hello|this is no picture known here: send a PNG, JPEG, GIF or BMP file
          """)
  void read_otherFile_isNamed(String text, String message) {
    byte[] file = text.getBytes(StandardCharsets.US_ASCII);

    ImageFault fault = catchThrowableOfType(ImageFault.class, () -> reader.read(file));

    assertThat(fault.reason()).isEqualTo(Reason.UNKNOWN_FORMAT);
    assertThat(fault).hasMessage(message);
  }

  @Test
  void read_tooManyBytes_isRefused() {
    byte[] file = new byte[SymbolReader.MAX_BYTES + 1];

    ImageFault fault = catchThrowableOfType(ImageFault.class, () -> reader.read(file));

    assertThat(fault).hasMessage("a picture has at most 10485760 bytes");
  }

  /** Damaged anywhere, a file is read, found empty or refused; it never ends in another way. */
  @ParameterizedTest
  @EnumSource(Damage.class)
  void read_damagedFile_answersOrRefuses(Damage damage) {
    long seed = 31;
    Random random = new Random(seed);
    for (String format : List.of("png", "jpeg", "gif", "bmp")) {
      byte[] sound = Photo.of(SYMBOL, 2).file(format);
      for (int i = 0; i < 25; i++) {
        byte[] file = damage.of(sound, random);
        try {
          assertThat(reader.read(file)).hasSizeLessThan(2);
        } catch (ImageFault fault) {
          assertThat(fault).as("seed %d, %s", seed, format).hasMessageContaining("");
        }
      }
    }
  }

  enum Damage {
    FLIPPED {
      @Override
      byte[] of(byte[] sound, Random random) {
        byte[] file = sound.clone();
        file[random.nextInt(4, file.length)] ^= (byte) (1 << random.nextInt(8));
        return file;
      }
    },
    CUT {
      @Override
      byte[] of(byte[] sound, Random random) {
        return Arrays.copyOf(sound, random.nextInt(sound.length));
      }
    },
    NOISE {
      @Override
      byte[] of(byte[] sound, Random random) {
        byte[] file = sound.clone();
        int from = random.nextInt(8, file.length);
        for (int i = from; i < Math.min(from + 16, file.length); i++) {
          file[i] = (byte) random.nextInt(256);
        }
        return file;
      }
    };

    abstract byte[] of(byte[] sound, Random random);
  }

  /** The picture as the sensor saw it, for a camera that was held by {@code orientation}. */
  private static Photo held(Photo upright, int orientation) {
    int width = upright.image().getWidth();
    int height = upright.image().getHeight();
    boolean turned = orientation >= 5;
    Photo held = Photo.blank(turned ? height : width, turned ? width : height, Color.WHITE);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        // EXIF: row 0 and column 0 of the file are top left, top right, bottom right, bottom left,
        // left top, right top, right bottom, left bottom of the picture.
        int row =
            switch (orientation) {
              case 1, 2 -> y;
              case 3, 4 -> height - 1 - y;
              case 5, 8 -> x;
              default -> width - 1 - x;
            };
        int column =
            switch (orientation) {
              case 1, 4 -> x;
              case 2, 3 -> width - 1 - x;
              case 5, 6 -> y;
              default -> height - 1 - y;
            };
        held.image().setRGB(column, row, upright.image().getRGB(x, y));
      }
    }
    return held;
  }

  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xFFE1).putShort((short) 34);
    exif.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(jpeg, 0, 2);
    file.writeBytes(exif.array());
    file.write(jpeg, 2, jpeg.length - 2);
    return file.toByteArray();
  }

  /** Grey with alpha: black modules on nothing. */
  private static byte[] transparent() {
    int side = SYMBOL.fullSize() * 4;
    ByteBuffer rows = ByteBuffer.allocate(side * (1 + 2 * side));
    for (int y = 0; y < side; y++) {
      rows.put((byte) 0);
      for (int x = 0; x < side; x++) {
        boolean dark = SYMBOL.isDark(x / 4 - 4, y / 4 - 4);
        rows.put((byte) 0).put((byte) (dark ? 255 : 0));
      }
    }
    return png(side, side, 8, 4, rows.array());
  }

  private static byte[] png(int width, int height, byte[] rows) {
    return png(width, height, 1, 0, rows);
  }

  private static byte[] png(int width, int height, int depth, int colour, byte[] rows) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) depth)
            .put((byte) colour)
            .array();
    chunk(png, "IHDR", header);
    chunk(png, "IDAT", deflated(rows));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] deflated(byte[] data) {
    try (Deflater deflater = new Deflater(9)) {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
