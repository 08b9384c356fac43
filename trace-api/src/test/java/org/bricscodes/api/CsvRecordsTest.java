package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvRecordsTest {

  @Test
  void records_areCutAsRfc4180Says() {
    List<CsvRecords.Row> rows =
        read(
            """
            \uFEFFscheme,code\r
            hs,"0902,10"\r
            \r
            cn-ecode,"a ""b""
            c"
             x ,\s
            "",""
            a,b\
            """);

    assertThat(rows).extracting(CsvRecords.Row::line).containsExactly(1, 2, 4, 6, 7, 8);
    assertThat(rows).extracting(CsvRecords.Row::fault).containsOnlyNulls();
    assertThat(rows)
        .extracting(CsvRecords.Row::cells)
        .containsExactly(
            List.of("scheme", "code"),
            List.of("hs", "0902,10"),
            List.of("cn-ecode", "a \"b\"\nc"),
            List.of(" x ", " "),
            List.of("", ""),
            List.of("a", "b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a\"b,c|has a quotation mark within a cell",
        "\"a\"b,c|has text behind a closing quotation mark",
        "c,\"a\"  d|has text behind a closing quotation mark",
      })
  void faultyRecord_isNamed_andTheNextIsRead(String record, String fault) {
    List<CsvRecords.Row> rows = read("x,y\n" + record + "\nlast,one\n");

    assertThat(rows.get(1).fault()).startsWith(fault);
    assertThat(rows.get(1).line()).isEqualTo(2);
    assertThat(rows.get(2)).isEqualTo(new CsvRecords.Row(3, List.of("last", "one"), null));
  }

  @Test
  void cellThatIsNeverClosed_takesTheRest_andNamesWhereItsRecordBegan() {
    List<CsvRecords.Row> rows = read("x,y\n1,\"2\n3,4\n5,6\n");

    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).line()).isEqualTo(2);
    assertThat(rows.get(1).fault())
        .isEqualTo("has a quotation mark that opens a cell, and none closes it");
  }

  @Test
  void recordOfVeryManyCells_isAFault_andHeldNoFurther() {
    List<CsvRecords.Row> rows = read(",".repeat(1_000_000) + "\nnext\n");

    assertThat(rows.getFirst().fault()).isEqualTo("has more than 32 cells");
    assertThat(rows.getFirst().cells()).hasSize(32);
    assertThat(rows.get(1).cells()).containsExactly("next");
  }

  @Test
  void emptyText_hasNone() {
    assertThat(read("")).isEmpty();
    assertThat(read("\r\n\n \n")).isEmpty();
  }

  private static List<CsvRecords.Row> read(String text) {
    CsvRecords records = new CsvRecords(text);
    List<CsvRecords.Row> rows = new ArrayList<>();
    for (CsvRecords.Row row = records.next(); row != null; row = records.next()) {
      rows.add(row);
    }
    return rows;
  }
}
