package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.ReaderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SymbolArchiveTest {

  private static final String LINK = "https://trace.example/01/04600682000129/10/A26-07/21/";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"PNG,M,8", "PNG,Q,3", "PNG,H,5", "SVG,M,8", "SVG,Q,8"})
  void archive_holdsASymbolPerCode_namedByItsSerial(BatchFormat format, String level, String pixels)
      throws IOException, ReaderException {
    SerialRun run = TestBatch.of(300);
    Map<String, String> options =
        format == BatchFormat.PNG
            ? Map.of("level", level, "pixels", pixels)
            : Map.of("level", level);
    Path zip = write(TestBatch.file(run, format, options));
    int read = 0;

    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<Serial> serials = run.stream().toList();
      List<? extends ZipEntry> entries = Collections.list(file.entries());
      assertThat(entries).hasSize(300);
      for (int i = 0; i < 300; i++) {
        ZipEntry entry = entries.get(i);
        String suffix = format == BatchFormat.PNG ? ".png" : ".svg";
        assertThat(entry.getName()).isEqualTo(serials.get(i) + suffix);
        assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(2026, 11, 21, 10, 11, 12));
        byte[] image = file.getInputStream(entry).readAllBytes();
        assertThat(SymbolEye.read(entry.getName(), image)).isEqualTo(LINK + serials.get(i));
        read++;
      }
    }
    System.out.println(format + " at " + level + ": " + read + " of 300 symbols read back");
  }

  @ParameterizedTest
  @CsvSource({"PNG,1", "PNG,3", "PNG,8", "SVG,8"})
  void archive_ofDataMatrices_holdsTheElementStringOfEachCode(BatchFormat format, String pixels)
      throws IOException, ReaderException {
    SerialRun run = TestBatch.of(300);
    Map<String, String> options =
        format == BatchFormat.PNG
            ? Map.of("symbology", "gs1datamatrix", "pixels", pixels)
            : Map.of("symbology", "gs1datamatrix");
    Path zip = write(TestBatch.file(run, format, options));
    int read = 0;

    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (Serial serial : run.stream().toList()) {
        String name = serial + (format == BatchFormat.PNG ? ".png" : ".svg");
        byte[] image = file.getInputStream(file.getEntry(name)).readAllBytes();
        assertThat(SymbolEye.read(name, image))
            .isEqualTo("\u001d010460068200012910A26-07\u001d21" + serial);
        read++;
      }
      assertThat(file.size()).isEqualTo(read);
    }
    System.out.println(format + " of GS1 DataMatrix: " + read + " of 300 symbols read back");
  }

  /** The classic end of an archive counts to 65,535. */
  @ParameterizedTest
  @EnumSource(names = {"PNG", "SVG"})
  void archive_ofMoreFilesThanSixteenBitsCount_isOneThatJavaReads(BatchFormat format)
      throws IOException {
    SerialRun run = TestBatch.of(70_000);
    Map<String, String> options = format == BatchFormat.PNG ? Map.of("pixels", "1") : Map.of();
    Path zip = write(TestBatch.file(run, format, options));

    try (ZipFile file = new ZipFile(zip.toFile())) {
      assertThat(file.size()).isEqualTo(70_000);
      Serial last = run.stream(69_999).findFirst().orElseThrow();
      String suffix = format == BatchFormat.PNG ? ".png" : ".svg";
      assertThat(file.getInputStream(file.getEntry(last + suffix)).readAllBytes()).isNotEmpty();
    }
    int streamed = 0;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        in.transferTo(OutputStream.nullOutputStream()); // checks the checksum
        streamed++;
      }
    }
    assertThat(streamed).isEqualTo(70_000);
  }

  /** Tens of gigabytes, of which only the ends are made. */
  @Test
  void archive_ofAHundredMillionImages_isSeekableAtBothEnds() {
    SerialRun run = TestBatch.of(100_000_000);
    BatchFile file = TestBatch.file(run, BatchFormat.PNG, Map.of("pixels", "10"));
    long length = file.length().orElseThrow();
    System.out.println("100,000,000 PNG symbols: " + length + " bytes");
    assertThat(length).isGreaterThan(1L << 32);

    ByteBuffer end = part(file, length - 98 - 78, length);
    int lastRecord = 0;
    assertThat(end.getInt(lastRecord)).isEqualTo(0x02014b50);
    assertThat(end.getInt(lastRecord + 42)).isEqualTo(-1); // in the ZIP64 field
    long offset = end.getLong(lastRecord + 70);
    assertThat(end.getInt(78)).isEqualTo(0x06064b50);
    assertThat(end.getLong(78 + 24)).isEqualTo(100_000_000);
    long directory = end.getLong(78 + 48);
    assertThat(end.getLong(78 + 40)).isEqualTo(78L * 100_000_000);
    assertThat(end.getLong(78 + 56 + 8)).isEqualTo(length - 98);
    assertThat(end.getInt(78 + 76)).isEqualTo(0x06054b50);

    ByteBuffer local = part(file, offset, directory);
    assertThat(local.getInt(0)).isEqualTo(0x04034b50);
    byte[] name = new byte[20];
    local.get(30, name);
    assertThat(new String(name, StandardCharsets.US_ASCII))
        .isEqualTo(run.stream(99_999_999).findFirst().orElseThrow() + ".png");
    assertThat(local.getInt(14)).isEqualTo(end.getInt(16)); // the checksum
    assertThat(part(file, directory, directory + 4).getInt(0)).isEqualTo(0x02014b50);
    assertThat(part(file, 0, 4).getInt(0)).isEqualTo(0x04034b50);
  }

  @ParameterizedTest
  @EnumSource(names = {"PNG", "SVG"})
  void archive_madeByHelpersOrInParts_isTheSame(BatchFormat format) {
    SerialRun run = TestBatch.of(5_000);
    byte[] alone = Whole.bytes(TestBatch.file(run, format, Map.of()));
    BatchFile fresh = TestBatch.file(run, format, Map.of());

    try (ExecutorService helpers = Executors.newFixedThreadPool(3)) {
      assertThat(Whole.bytes(fresh.read(helpers, 5))).isEqualTo(alone);
      BatchFile unread = TestBatch.file(run, format, Map.of());
      unread.measure(() -> true);
      int middle = alone.length / 2;
      assertThat(Whole.bytes(unread.read(middle, alone.length, helpers, 4)))
          .isEqualTo(Arrays.copyOfRange(alone, middle, alone.length));
    }
  }

  @Test
  void slice_asAnArchive_holdsThosePlaces() throws IOException {
    SerialRun run = TestBatch.of(1_000);

    byte[] zip =
        Whole.bytes(TestBatch.file(run, BatchFormat.SVG, Map.of("from", "900", "count", "3")));

    ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
    for (int place = 900; place < 903; place++) {
      assertThat(in.getNextEntry().getName())
          .isEqualTo(run.stream(place).findFirst().orElseThrow() + ".svg");
    }
    assertThat(in.getNextEntry()).isNull();
  }

  private Path write(BatchFile file) throws IOException {
    return Files.write(folder.resolve("symbols.zip"), Whole.bytes(file));
  }

  private static ByteBuffer part(BatchFile file, long from, long to) {
    return ByteBuffer.wrap(Whole.bytes(file.read(from, to, Whole.NOBODY, 1)))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
