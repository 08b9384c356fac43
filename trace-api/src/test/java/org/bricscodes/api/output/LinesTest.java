package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinesTest {

  private static final String ALL = "serial,uri,hri,gtin,lot,expiry,product";

  @Test
  void csv_withoutOptions_isSerialAndUriPerLine() {
    SerialRun run = TestBatch.of(10_000);

    String csv = text(run, BatchFormat.CSV, Map.of());

    assertThat(csv)
        .isEqualTo(
            run.stream()
                .map(s -> s + ",https://trace.example/01/04600682000129/10/A26-07/21/" + s + "\n")
                .collect(Collectors.joining()));
  }

  @Test
  void csv_withEveryColumn_saysThemInTheOrderAskedFor() {
    SerialRun run = TestBatch.of(3);
    String serial = serial(run, 1);

    String csv = text(run, BatchFormat.CSV, Map.of("columns", ALL, "header", "true"));

    assertThat(csv.lines().toList().get(0)).isEqualTo(ALL);
    assertThat(csv.lines().toList().get(2))
        .isEqualTo(
            serial
                + ",https://trace.example/01/04600682000129/10/A26-07/21/"
                + serial
                + ",(01)04600682000129(10)A26-07(21)"
                + serial
                + ",04600682000129,A26-07,2028-04-23,\"Anxi oolong, 100 g\"");
  }

  @Test
  void csv_withoutSerials_isTheSameLineEachTime() {
    assertThat(text(TestBatch.of(3), BatchFormat.CSV, Map.of("columns", "lot,gtin")))
        .isEqualTo("A26-07,04600682000129\n".repeat(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=1+1 | '=1+1",
        "-5 | '-5",
        "+7 | '+7",
        "A,B | \"A,B\"",
        "A\"B | \"A\"\"B\"",
      })
  void csv_lotThatASpreadsheetWouldRun_isDisarmed(String lot, String cell) {
    SerialRun run = TestBatch.of(lot, "x", 1);

    assertThat(text(run, BatchFormat.CSV, Map.of("columns", "lot,serial")))
        .isEqualTo(cell + "," + serial(run, 0) + "\n");
  }

  @Test
  void csv_elementStringWithACommaAndQuotes_isQuotedAsOneCell() {
    SerialRun run = TestBatch.of("A,\"B", "x", 1);

    assertThat(text(run, BatchFormat.CSV, Map.of("columns", "hri")))
        .isEqualTo("\"(01)04600682000129(10)A,\"\"B(21)" + serial(run, 0) + "\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "=HYPERLINK(\"https://evil.example\"), `\"'=HYPERLINK(\"\"https://evil.example\"\")\"`",
        "@SUM(A1), '@SUM(A1)",
        "福建铁观音, 福建铁观音",
        "Чай «Анси», Чай «Анси»",
      })
  void csv_productName_isDisarmedAndOtherwiseAsItIs(String product, String cell) {
    assertThat(text(TestBatch.of("L", product, 2), BatchFormat.CSV, Map.of("columns", "product")))
        .isEqualTo((cell + "\n").repeat(2));
  }

  @Test
  void ndjson_isAnObjectPerCode() throws JsonProcessingException {
    SerialRun run = TestBatch.of("A\"B", "Tee \"Grün\"\\ 茶", 5);

    List<String> lines = text(run, BatchFormat.NDJSON, Map.of("columns", ALL)).lines().toList();

    assertThat(lines).hasSize(5);
    JsonNode third = JsonMapper.builder().build().readTree(lines.get(2));
    assertThat(third.path("serial").asText()).isEqualTo(serial(run, 2));
    assertThat(third.path("uri").asText())
        .isEqualTo("https://trace.example/01/04600682000129/10/A%22B/21/" + serial(run, 2));
    assertThat(third.path("hri").asText())
        .isEqualTo("(01)04600682000129(10)A\"B(21)" + serial(run, 2));
    assertThat(third.path("lot").asText()).isEqualTo("A\"B");
    assertThat(third.path("product").asText()).isEqualTo("Tee \"Grün\"\\ 茶");
    assertThat(third.path("expiry").asText()).isEqualTo("2028-04-23");
  }

  @Test
  void innerCodes_standBesideTheirSerials_onlyWhenAskedFor() {
    SerialRun run = TestBatch.of(2_000);
    List<String> expected =
        run.stream().map(serial -> run.innerCodes().of(serial).text() + "," + serial).toList();

    assertThat(text(run, BatchFormat.CSV, Map.of("columns", "inner,serial")).lines())
        .containsExactlyElementsOf(expected);
    assertThat(text(run, BatchFormat.CSV, Map.of("columns", "inner")).lines())
        .containsExactlyElementsOf(expected.stream().map(line -> line.substring(0, 6)).toList());
    assertThat(FileOptions.parse(BatchFormat.CSV, Map.of("columns", "inner")).tellsInnerCodes())
        .isTrue();
    assertThat(FileOptions.parse(BatchFormat.CSV, Map.of()).tellsInnerCodes()).isFalse();
  }

  @Test
  void slice_isThosePlacesOfTheWhole() {
    SerialRun run = TestBatch.of(10_000);
    List<String> all = text(run, BatchFormat.CSV, Map.of()).lines().toList();

    BatchFile slice = TestBatch.file(run, BatchFormat.CSV, Map.of("from", "4097", "count", "4099"));

    assertThat(new String(Whole.bytes(slice), StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(all.subList(4097, 4097 + 4099));
    assertThat(slice.name()).isEqualTo(run.batch().id() + "-4097-8195-codes.csv");
    assertThat(slice.codes()).isEqualTo(4099);
  }

  @Test
  void anotherBase_isWhereTheLinksLead() {
    String csv =
        text(
            TestBatch.of(1), BatchFormat.CSV, Map.of("columns", "uri", "base", "https://Tea.X/s/"));

    assertThat(csv).startsWith("https://tea.x/s/01/04600682000129/10/A26-07/21/");
  }

  @Test
  void tag_changesWithWhateverChangesTheBytes_andWithNothingElse() {
    SerialRun run = TestBatch.of(10);
    String tag = TestBatch.file(run, BatchFormat.CSV, Map.of()).tag();

    assertThat(tag).matches("[0-9a-f]{32}");
    assertThat(TestBatch.file(TestBatch.of(10), BatchFormat.CSV, Map.of()).tag()).isEqualTo(tag);
    assertThat(
            List.of(
                TestBatch.file(run, BatchFormat.NDJSON, Map.of()).tag(),
                TestBatch.file(run, BatchFormat.CSV, Map.of("header", "true")).tag(),
                TestBatch.file(run, BatchFormat.CSV, Map.of("from", "1")).tag(),
                TestBatch.file(run, BatchFormat.CSV, Map.of("columns", "uri,serial")).tag(),
                TestBatch.file(run, BatchFormat.CSV, Map.of("base", "https://x.example")).tag(),
                TestBatch.file(TestBatch.of(11), BatchFormat.CSV, Map.of()).tag()))
        .doesNotContain(tag)
        .doesNotHaveDuplicates();
  }

  private static String text(SerialRun run, BatchFormat format, Map<String, String> options) {
    return new String(Whole.bytes(TestBatch.file(run, format, options)), StandardCharsets.UTF_8);
  }

  private static String serial(SerialRun run, long place) {
    return run.stream(place).findFirst().map(Serial::text).orElseThrow();
  }
}
