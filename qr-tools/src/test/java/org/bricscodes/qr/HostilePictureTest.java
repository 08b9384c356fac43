package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.qr.ImageFault.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures made to keep a thread busy are answered all the same. */
class HostilePictureTest {

  /** Far above what any answer takes, far below what these pictures once took. */
  private static final Duration GENEROUS = Duration.ofSeconds(90);

  private static final QrSymbol SYMBOL = QrSymbol.of(DigitalLink.parse(QrSymbolTest.PACK));

  private final SymbolReader reader = new SymbolReader(Duration.ofSeconds(4), System::nanoTime);

  /** Every three of them might be a symbol: 10,000 patterns make 160 thousand million. */
  @ParameterizedTest
  @CsvSource({"400, 1", "800, 1", "1600, 2", "1600, 1"})
  void read_tiledWithFinderPatterns_isAnswered(int side, int pixels) {
    byte[] file = tiled(side, pixels).file("png");

    List<FoundSymbol> found = assertTimeoutPreemptively(GENEROUS, () -> reader.read(file));

    assertThat(found).isEmpty();
  }

  /** Fewer than are refused: what is left of them is tried until the time is over. */
  @ParameterizedTest
  @CsvSource({"152, 1", "304, 2"})
  void read_asManyFinderPatternsAsAllowed_isAnswered(int side, int pixels) {
    byte[] file = tiled(side, pixels).file("png");

    List<FoundSymbol> found = assertTimeoutPreemptively(GENEROUS, () -> reader.read(file));

    assertThat(found).isEmpty();
  }

  @Test
  void read_barCodeAmongFinderPatterns_isFound() throws Exception {
    Photo bars = Photo.of(BarcodeFormat.EAN_13, "4600682000129", 400, 200);
    byte[] file = tiled(800, 1).paste(bars, 200, 300).file("png");

    List<FoundSymbol> found = assertTimeoutPreemptively(GENEROUS, () -> reader.read(file));

    assertThat(found).extracting(FoundSymbol::text).containsExactly("4600682000129");
  }

  /** A sheet of labels has many patterns too, and all its symbols are told. */
  @Test
  void read_sheetOfSymbols_findsEach() throws Exception {
    String lot = "/" + "LOT".repeat(40);
    Photo sheet = Photo.blank(1600, 1600, Color.WHITE);
    Map<EncodeHintType, Integer> margin = Map.of(EncodeHintType.MARGIN, 4);
    for (int i = 0; i < 9; i++) {
      Photo symbol = Photo.of(BarcodeFormat.QR_CODE, i + lot, 450, 450, margin);
      sheet = sheet.paste(symbol, 20 + i % 3 * 520, 20 + i / 3 * 520);
    }

    List<FoundSymbol> found =
        new SymbolReader(Duration.ofMinutes(5), System::nanoTime).read(sheet.file("png"));

    assertThat(found).extracting(FoundSymbol::text).doesNotHaveDuplicates().hasSize(9);
  }

  /** A scan of a few bytes walks over the whole picture. */
  @Test
  void read_jpegOfManyScans_isRefused() throws IOException {
    byte[] file = withScans(progressive(Photo.blank(2000, 2000, Color.GRAY)), 10_000);

    ImageFault fault =
        assertTimeoutPreemptively(
            GENEROUS, () -> catchThrowableOfType(ImageFault.class, () -> reader.read(file)));

    assertThat(fault.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(fault).hasMessage("a JPEG file has at most 64 scans: save the picture anew");
  }

  @Test
  void read_manyScansBehindTables_isRefused() throws IOException {
    byte[] file = withScans(progressive(Photo.blank(200, 200, Color.GRAY)), 100);
    byte[] tables = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};
    byte[] both = joined(tables, file);

    ImageFault fault = catchThrowableOfType(ImageFault.class, () -> reader.read(both));

    assertThat(fault.reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void read_progressiveJpeg_findsTheCode() throws Exception {
    byte[] file = progressive(Photo.of(SYMBOL, 6));

    assertThat(JpegHeader.scans(file, 100)).isEqualTo(10);
    assertThat(reader.read(file)).extracting(FoundSymbol::text).containsExactly(QrSymbolTest.PACK);
  }

  /** Thumbnails and makers' notes hold what looks like scans, and so does what follows the end. */
  @Test
  void read_markersOfScansInsideOtherData_doNotCount() throws Exception {
    byte[] note = new byte[2 + 2 + 2 * 200];
    note[0] = (byte) 0xFF;
    note[1] = (byte) 0xE1;
    note[2] = (byte) ((note.length - 2) >> 8);
    note[3] = (byte) (note.length - 2);
    for (int at = 4; at < note.length; at += 2) {
      note[at] = (byte) 0xFF;
      note[at + 1] = (byte) 0xDA;
    }
    byte[] photo = Photo.of(SYMBOL, 6).file("jpeg");
    byte[] file =
        joined(part(photo, 0, 2), note, part(photo, 2, photo.length), part(note, 4, note.length));

    assertThat(JpegHeader.scans(file, 100)).isEqualTo(1);
    assertThat(reader.read(file)).extracting(FoundSymbol::text).containsExactly(QrSymbolTest.PACK);
  }

  /** Finder patterns with one module between them, as many as fit. */
  private static Photo tiled(int side, int pixels) {
    Photo tiled = Photo.blank(side, side, Color.WHITE);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int ring = Math.max(Math.abs(x / pixels % 8 - 3), Math.abs(y / pixels % 8 - 3));
        if (ring == 3 || ring <= 1) {
          tiled.image().setRGB(x, y, 0);
        }
      }
    }
    return tiled;
  }

  private static byte[] progressive(Photo photo) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(photo.image(), null, null), param);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** The last scan, again and again. */
  private static byte[] withScans(byte[] jpeg, int more) {
    int end = jpeg.length - 2;
    int last = end;
    while ((jpeg[last] & 0xFF) != 0xFF || (jpeg[last + 1] & 0xFF) != 0xDA) {
      last--;
    }
    byte[] scan = part(jpeg, last, end);
    Stream<byte[]> scans = Stream.generate(() -> scan).limit(more);
    return joined(
        Stream.of(Stream.of(part(jpeg, 0, end)), scans, Stream.of(part(jpeg, end, jpeg.length)))
            .flatMap(each -> each)
            .toArray(byte[][]::new));
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
