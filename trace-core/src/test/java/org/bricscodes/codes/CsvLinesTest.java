package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {

  private static final String BASE = "https://trace.example";

  private final CodeBook book = new TestBook().book();

  @Test
  void writeTo_aBatch_isSerialAndUriPerLine() throws IOException {
    SerialRun run = book.serials(book.issue(TestBook.order("A26-07", 3)));
    List<String> expected =
        run.stream()
            .map(s -> s + ",https://trace.example/01/04600682000129/10/A26-07/21/" + s)
            .toList();

    String csv = text(run.csv(BASE));

    assertThat(csv).isEqualTo(String.join("\n", expected) + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A,B", "A\"B", "A/B", "A%2FB", "=1+1", "?&;", "12345678901234567890"})
  void uri_ofAnyLot_readsBackAsThatLot(String lot) throws IOException {
    SerialRun run = book.serials(book.issue(TestBook.order(lot, 2)));

    for (String line : text(run.csv("https://host.example/some/stem")).lines().toList()) {
      List<String> fields = List.of(line.split(",", -1));
      assertThat(fields).hasSize(2);
      DigitalLink link = DigitalLink.parse(fields.get(1));
      assertThat(link.lot()).contains(lot);
      assertThat(link.serial()).contains(fields.get(0));
      assertThat(link.gtin()).contains(TestBook.GTIN);
    }
  }

  @Test
  void writeTo_manyLines_areDistinctAndOfTheAnnouncedSize() throws IOException {
    SerialRun run = book.serials(book.issue(TestBook.order(100_003)));
    CsvLines lines = run.csv(BASE);
    long announced = lines.remainingBytes();

    String csv = text(lines);

    assertThat(csv.length()).isEqualTo(announced);
    assertThat(lines.remainingBytes()).isZero();
    Set<String> distinct = new HashSet<>(csv.lines().toList());
    assertThat(distinct).hasSize(100_003);
  }

  @Test
  void csv_fromAPlace_isTheRest() throws IOException {
    SerialRun run = book.serials(book.issue(TestBook.order(1000)));
    String all = text(run.csv(BASE));

    CsvLines rest = run.csv(BASE, 513);

    assertThat(rest.remainingBytes()).isEqualTo(487L * rest.lineBytes());
    assertThat(text(rest)).isEqualTo(all.substring(513 * rest.lineBytes()));
    assertThat(text(run.csv(BASE, 1000))).isEmpty();
    assertThatThrownBy(() -> run.csv(BASE, 1001)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void read_intoPartOfABuffer_writesWholeLinesThereOnly() {
    CsvLines lines = book.serials(book.issue(TestBook.order(3))).csv(BASE);
    byte[] buffer = new byte[2 * lines.lineBytes() + 10];

    assertThat(lines.read(buffer, 5, 2 * lines.lineBytes() + 4)).isEqualTo(2 * lines.lineBytes());
    assertThat(buffer).startsWith(new byte[5]).endsWith(new byte[5]);
    assertThat(buffer[5]).isEqualTo((byte) 'B');
    assertThat(lines.read(buffer, 0, buffer.length)).isEqualTo(lines.lineBytes());
    assertThat(lines.read(buffer, 0, buffer.length)).isEqualTo(-1);
  }

  @Test
  void read_bufferTooSmall_isRefused() {
    CsvLines lines = book.serials(book.issue(TestBook.order(3))).csv(BASE);

    assertThatThrownBy(() -> lines.read(new byte[10], 0, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "trace.example", "ftp://trace.example", "https://a b", "https://x?y=1"})
  void csv_baseNotAnAddress_isRefused(String base) {
    SerialRun run = book.serials(book.issue(TestBook.order(1)));

    assertThatThrownBy(() -> run.csv(base)).isInstanceOf(Gs1Exception.class);
  }

  private static String text(CsvLines lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lines.writeTo(out);
    return out.toString(StandardCharsets.US_ASCII);
  }
}
