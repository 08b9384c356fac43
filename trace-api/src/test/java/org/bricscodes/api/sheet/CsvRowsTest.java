package org.bricscodes.api.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.bricscodes.api.split.UnusableFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRowsTest {

  @Test
  void cells_areRead_asRfc4180SaysThem() throws Exception {
    assertThat(rows("\uFEFFa,\"b,\"\"c\"\"\r\nd\",\r\n\n ,\"\"\r\nlast"))
        .containsExactly(
            List.of("a", "b,\"c\"\r\nd", ""), List.of(""), List.of("", ""), List.of("last"));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void separator_isWhatTheFirstLineUses(String separator) throws Exception {
    String text = "a%1$sb%1$s\"x,;\ty\"\n1,5%1$s2;3".formatted(separator);

    assertThat(rows(text).getFirst()).containsExactly("a", "b", "x,;\ty");
  }

  @Test
  void separator_isNotGuessedFromNotesAndNamespaces_whichHoldProse() throws Exception {
    String text =
        """
        \uFEFF# Fill in, row by row, below, please
        "# quoted, ""too"",
        and on"

        Namespace ;example;https://example.org/a,b,c,d
        type;eventTime
        """;

    assertThat(rows(text).getLast()).containsExactly("type", "eventTime");
    assertThat(rows("namespaces,a;b;c\nd,e").getLast()).isEqualTo(List.of("d,e"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\"c",
        "a,\"b\"c",
        "a,\"b",
        "a,\"b\nc",
        "a,\0b",
      })
  void brokenCell_isRefused_withItsLine(String text) {
    assertThatThrownBy(() -> rows("x,y\n" + text))
        .isInstanceOf(UnusableFile.class)
        .hasMessageMatching("line 2: .+");
  }

  @Test
  void otherEncoding_isRefused() {
    byte[] latin = "a,\u00e5".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> rows(latin))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("save the file as UTF-8");
  }

  @Test
  void manyCells_orLongOnes_areRefused() {
    assertThatThrownBy(() -> rows(",".repeat(501))).hasMessageContaining("more than 500 cells");
    assertThatThrownBy(() -> rows("a," + "x".repeat(40_000)))
        .hasMessageContaining("more than 32767 characters");
  }

  @Test
  void whateverIsWritten_isReadBack() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<List<String>> written = new ArrayList<>();
      written.add(List.of("first", "second", "third"));
      for (int row = random.nextInt(4); row > 0; row--) {
        written.add(List.of(cell(random), cell(random), cell(random)));
      }
      String end = random.nextBoolean() ? "\r\n" : "\n";

      List<List<String>> read =
          rows(
              written.stream()
                  .map(
                      row -> row.stream().map(CsvRowsTest::quoted).collect(Collectors.joining(",")))
                  .collect(Collectors.joining(end, "", random.nextBoolean() ? end : "")));

      assertThat(read).isEqualTo(written);
    }
  }

  @Test
  void damagedText_isRefusedInWords_orRead() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      byte[] alphabet = ",;\t\"\r\n a#\0\u00e9".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        assertThat(rows(bytes)).allSatisfy(row -> assertThat(row).isNotEmpty());
      } catch (UnusableFile e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static String cell(Random random) {
    String text = "x,;\"\r\n\té😀 y".substring(random.nextInt(6));
    return text.substring(0, text.offsetByCodePoints(0, random.nextInt(4))).strip();
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static List<List<String>> rows(String text) throws IOException, UnusableFile {
    return rows(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<List<String>> rows(byte[] bytes) throws IOException, UnusableFile {
    List<List<String>> all = new ArrayList<>();
    try (CsvRows rows = CsvRows.open(() -> new ByteArrayInputStream(bytes))) {
      for (SheetRow row = rows.next(); row != null; row = rows.next()) {
        all.add(row.cells().stream().map(SheetCell::text).toList());
      }
    }
    return all;
  }
}
