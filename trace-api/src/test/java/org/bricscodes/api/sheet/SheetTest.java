package org.bricscodes.api.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bricscodes.api.client.DocumentLimits;
import org.bricscodes.api.split.Piece;
import org.bricscodes.api.split.UnusableFile;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SheetTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-04T17:00:00Z"));
  private static final DocumentLimits LIMITS = new DocumentLimits(500, 4 << 20);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ITEM = "https://id.gs1.org/01/09521222000018/21/";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"events.xlsx", "events.csv"})
  void template_readBack_holdsNoEvent_andItsExamplesAreSound(String name) throws Exception {
    Path file = folder.resolve(name);
    SheetTemplate.write(file);

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("fill in rows below the headings");
    List<JsonNode> events = events(open(withExamples(file)));

    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .containsExactly(
            "ObjectEvent",
            "AggregationEvent",
            "TransactionEvent",
            "TransformationEvent",
            "AssociationEvent");
    assertThat(events.getFirst())
        .isEqualTo(
            MAPPER.readTree(
                """
                {"type":"ObjectEvent","eventTime":"2026-05-02T10:00:00.000+08:00",
                 "eventTimeZoneOffset":"+08:00","action":"ADD",
                 "epcList":["https://id.gs1.org/01/09521222000018/21/A1",
                            "https://id.gs1.org/01/09521222000018/21/A2"],
                 "bizStep":"commissioning","disposition":"active",
                 "readPoint":{"id":"https://id.gs1.org/414/9521222000018"},
                 "bizLocation":{"id":"https://id.gs1.org/414/9521222000018"},
                 "ilmd":{"cbvmda:lotNumber":"L1","cbvmda:itemExpirationDate":"2028-04-30"},
                 "example:note":"line 2"}
                """));
    assertThat(events.get(2).path("eventTimeZoneOffset").asText()).isEqualTo("+08:00");
    assertThat(events.get(3).at("/inputQuantityList/0/quantity").decimalValue())
        .isEqualByComparingTo("1000");
    assertThat(events.get(3).at("/sensorElementList/0/sensorReport/0/uom").asText())
        .isEqualTo("CEL");
  }

  @Test
  void csvTemplate_savedAgainWithSemicolonsAndFewQuotes_isReadAllTheSame() throws Exception {
    Path file = folder.resolve("events.csv");
    SheetTemplate.write(file);
    StringBuilder again = new StringBuilder();
    try (CsvRows rows = CsvRows.open(() -> Files.newInputStream(file))) {
      for (SheetRow row = rows.next(); row != null; row = rows.next()) {
        again
            .append(
                row.cells().stream()
                    .map(SheetCell::text)
                    .map(cell -> cell.matches("[^\";\r\n]*") ? cell : quoted(cell))
                    .collect(Collectors.joining(";")))
            .append("\r\n");
      }
    }
    Files.writeString(file, again);

    assertThat(events(open(withExamples(file)))).hasSize(5);
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Test
  void template_isNeverWrittenOverAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("events.csv"));

    assertThatThrownBy(() -> SheetTemplate.write(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void rowsOfOneKey_areOneEvent_whoseListsGrow() throws Exception {
    SheetSplitter sheet =
        csv(
            """
            event;type;eventTime;eventTimeZoneOffset;action;epcList;quantityList;bizStep
            a;ObjectEvent;2026-05-02 10:00;+08:00;OBSERVE;%1$s1;;shipping
            a;;;;;%1$s2;https://id.gs1.org/01/09521222000018/10/L 5;
            ;;;;;;;
            # a remark;;;;;;;
            a;;;;;%1$s3;https://id.gs1.org/01/09521222000025/10/L 2.50 KGM;shipping
            ;ObjectEvent;2026-05-02T11:00:00Z;;OBSERVE;%1$s4;;shipping
            """
                .formatted(ITEM));

    List<JsonNode> events = events(sheet);

    assertThat(events).hasSize(2);
    assertThat(events.getFirst().path("epcList")).hasSize(3);
    assertThat(events.getFirst().path("quantityList").toString())
        .isEqualTo(
            "[{\"epcClass\":\"https://id.gs1.org/01/09521222000018/10/L\",\"quantity\":5},"
                + "{\"epcClass\":\"https://id.gs1.org/01/09521222000025/10/L\",\"quantity\":2.5,"
                + "\"uom\":\"KGM\"}]");
    assertThat(events.get(1).path("eventTimeZoneOffset").asText()).isEqualTo("+00:00");
  }

  @Test
  void everyFaultOfEveryRow_isNamedByRowAndColumn_withWhatWouldBeRight() throws Exception {
    SheetSplitter sheet =
        csv(
            """
            event,type,eventTime,eventTimeZoneOffset,action,epcList,quantityList,bizStep,sourceList
            ,ObjectEvent,2.5.2026,+08:00,OBSERVE,no-uri,,shiping,
            ,ObjectEvnt,2026-05-02 10:00,,LOOK,%1$s1,,shipping,x
            ,ObjectEvent,2026-05-02 10:00,+08:00,OBSERVE,%1$s1,,shipping,
            b,ObjectEvent,2026-05-02 10:00,+08:00,OBSERVE,%1$s1,,shipping,
            b,,,,ADD,not-one,C 1 2 3,,
            ,ObjectEvent,2026-05-02 10:00,+08:00,,%1$s1,,,
            b,ObjectEvent,2026-05-02 10:00,+25:00,OBSERVE,%1$s1,,shipping,
            """
                .formatted(ITEM));

    assertThat(sheet.faults())
        .extracting(fault -> fault.row() + " " + fault.column())
        .containsExactly(
            "2 eventTime",
            "2 epcList",
            "2 bizStep",
            "3 sourceList",
            "3 eventTime",
            "3 type",
            "3 action",
            "6 action",
            "6 quantityList",
            "6 epcList",
            "7 action",
            "8 event",
            "8 eventTimeZoneOffset");
    assertThat(sheet.faults().getFirst())
        .hasToString(
            "row 2, column eventTime: \"2.5.2026\" is no date and time; write 2026-05-02 10:00,"
                + " 2026-05-02T10:00:00+08:00, or a date and time cell");
    assertThat(sheet.faults().get(2).message()).contains("did you mean \"shipping\"?");
    assertThat(sheet.unsound()).isEqualTo(5);
    assertThat(sheet.events()).isEqualTo(1);
  }

  @Test
  void soundRows_goOn_andTheServicesWordsAreFoundAgain() throws Exception {
    SheetSplitter sheet =
        csv(
            """
            type,eventTime,action,epcList,bizStep
            ObjectEvent,2026-05-02T10:00:00Z,OBSERVE,no uri,shipping
            ObjectEvent,2026-05-02T10:00:00Z,OBSERVE,%1$s1|%1$s2,shipping
            """
                .formatted(ITEM));

    Piece piece = Objects.requireNonNull(sheet.next());

    assertThat(piece.events()).isEqualTo(1);
    assertThat(piece.places().inFile("/epcisBody/eventList/0/epcList/1", "is known otherwise"))
        .isEqualTo("row 3, column epcList: is known otherwise");
    assertThat(sheet.next()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type,eventTim | row 1, column eventTim: is no column of events; did you mean eventTime?",
        "type,eventTime,ex:note | row 1, column ex:note: nobody says what the prefix ex means",
        "type,eventTime,type | row 1, column type: stands twice",
        "type,action | row 1, column eventTime: is missing",
        "a,b,c | no row of headings",
        "'' | no row of headings",
      })
  void headings_thatDoNotSayWhatTheyAre_areRefused(String headings, String message) {
    assertThatThrownBy(() -> csv(headings + "\n1,2,3\n"))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining(message);
  }

  @Test
  void workbook_withDateCells_numbersAndOffsetsAsTimesOfDay_isUnderstood() throws Exception {
    Path file =
        workbook(
            sheet -> {
              headings(sheet, "type", "eventTime", "eventTimeZoneOffset", "action", "epcList");
              sheet.value(1, 0, "ObjectEvent");
              sheet.value(1, 1, LocalDateTime.of(2026, 5, 2, 10, 0, 1));
              sheet.style(1, 1).format("yyyy-MM-dd hh:mm").set();
              sheet.value(1, 2, 8 / 24.0);
              sheet.value(1, 3, "OBSERVE");
              sheet.value(1, 4, ITEM + "1");
            });

    List<JsonNode> events = events(open(file));

    assertThat(events.getFirst().path("eventTime").asText())
        .isEqualTo("2026-05-02T10:00:01.000+08:00");
    assertThat(events.getFirst().path("eventTimeZoneOffset").asText()).isEqualTo("+08:00");
  }

  @Test
  void formula_isAFault_ofItsCell() throws Exception {
    Path file =
        workbook(
            sheet -> {
              headings(sheet, "type", "eventTime", "action", "epcList", "bizStep");
              sheet.value(1, 0, "ObjectEvent");
              sheet.value(1, 1, "2026-05-02T10:00:00Z");
              sheet.value(1, 2, "OBSERVE");
              sheet.value(1, 3, ITEM + "1");
              sheet.formula(1, 4, "CONCATENATE(\"ship\",\"ping\")");
            });

    assertThat(open(file).faults())
        .singleElement()
        .hasToString(
            "sheet events, row 2, column bizStep: is a formula; copy the cell and paste its value"
                + " in its place");
  }

  @Test
  void zipBomb_isRefused_unread() throws IOException {
    Path file = folder.resolve("bomb.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 129; i++) {
        zip.write(zeros);
      }
    }

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("part xl/sharedStrings.xml unpacks to more than 134217728 bytes");
  }

  @Test
  void damagedWorkbook_isRefused() throws IOException {
    Path file = folder.resolve("template.xlsx");
    SheetTemplate.write(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {10, bytes.length / 2, bytes.length - 30}) {
      Path cut = folder.resolve("cut-" + length + ".xlsx");
      Files.write(cut, java.util.Arrays.copyOf(bytes, length));

      assertThatThrownBy(() -> open(cut)).isInstanceOf(UnusableFile.class);
    }
  }

  @Test
  void manyRows_makeManyPieces() throws Exception {
    StringBuilder text = new StringBuilder("type,eventTime,action,epcList\n");
    for (int i = 0; i < 1_201; i++) {
      text.append("ObjectEvent,2026-05-02T10:00:00Z,OBSERVE,").append(ITEM).append(i).append('\n');
    }

    SheetSplitter sheet = csv(text.toString());

    assertThat(sheet.events()).isEqualTo(1_201);
    assertThat(events(sheet)).hasSize(1_201);
  }

  private static void headings(Worksheet sheet, String... headings) {
    for (int i = 0; i < headings.length; i++) {
      sheet.value(0, i, headings[i]);
    }
  }

  private interface Filling {
    void fill(Worksheet sheet);
  }

  private Path workbook(Filling filling) throws IOException {
    Path file = folder.resolve("book.xlsx");
    try (OutputStream out = Files.newOutputStream(file)) {
      Workbook workbook = new Workbook(out, "test", "1.0");
      workbook.newWorksheet("about").value(0, 0, "nothing of interest");
      filling.fill(workbook.newWorksheet("events"));
      workbook.finish();
    }
    return file;
  }

  /** The same sheet with its examples as rows. */
  private Path withExamples(Path file) throws IOException, UnusableFile {
    List<List<String>> rows = new ArrayList<>();
    try (SheetRows read = SheetRows.open(sheetFile(file))) {
      for (SheetRow row = read.next(); row != null; row = read.next()) {
        List<String> cells = new ArrayList<>(row.cells().stream().map(SheetCell::text).toList());
        cells.set(0, cells.getFirst().replaceFirst("^# (?=[0-9]$)", ""));
        rows.add(cells);
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      row.forEach(cell -> text.append('"').append(cell.replace("\"", "\"\"")).append("\","));
      text.append("\r\n");
    }
    return Files.writeString(folder.resolve("examples.csv"), text);
  }

  private static SheetFile sheetFile(Path file) {
    SheetFile.Format format =
        file.toString().endsWith(".csv") ? SheetFile.Format.CSV : SheetFile.Format.XLSX;
    return new SheetFile(format, file, () -> Files.newInputStream(file));
  }

  private static SheetSplitter open(Path file) throws IOException, UnusableFile {
    return SheetSplitter.open(sheetFile(file), LIMITS, CLOCK);
  }

  private static SheetSplitter csv(String text) throws IOException, UnusableFile {
    SheetFile file =
        new SheetFile(
            SheetFile.Format.CSV,
            Path.of("none"),
            () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return SheetSplitter.open(file, LIMITS, CLOCK);
  }

  private static List<JsonNode> events(SheetSplitter opened) throws IOException, UnusableFile {
    List<JsonNode> events = new ArrayList<>();
    try (SheetSplitter sheet = opened) {
      assertThat(sheet.faults()).isEmpty();
      for (Piece piece = sheet.next(); piece != null; piece = sheet.next()) {
        assertThat(new EpcisJson(EpcisLimits.DEFAULT).parse(piece.document()).faults()).isEmpty();
        MAPPER.readTree(piece.document()).at("/epcisBody/eventList").forEach(events::add);
      }
    }
    return events;
  }
}
