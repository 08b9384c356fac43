package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.client.Aliases.ListForm;
import org.junit.jupiter.api.Test;

final class AliasFileTest {

  @Test
  void recordOfSeveralLines_staysInOnePart_andEachBeginsWithTheHeading() throws IOException {
    StringBuilder csv = new StringBuilder("\n\"scheme\",\"co\nde\"\n");
    for (int i = 0; i < AliasFile.MAX_RECORDS + 1; i++) {
      csv.append("cn-ecode,\"a \"\"b\"\"\n").append(i).append("\"\n");
    }

    List<AliasFile.Part> parts = parts(csv.toString(), ListForm.CSV);

    assertThat(parts).extracting(AliasFile.Part::records).containsExactly(5_000, 1);
    AliasFile.Part second = parts.get(1);
    assertThat(second.text()).isEqualTo("\"scheme\",\"co\nde\"\ncn-ecode,\"a \"\"b\"\"\n5000\"\n");
    // The heading takes lines 2 and 3 of the file, 5,000 records two lines each.
    assertThat(second.lineOfFile(3)).isEqualTo(10_004);
    assertThat(parts.get(0).lineOfFile(3)).isEqualTo(4);
  }

  @Test
  void ndjson_isCutAtLines_whateverQuotationMarksItHas() throws IOException {
    List<AliasFile.Part> parts = parts("{\"a\":\"\\\"\"}\n\n{}\n", ListForm.NDJSON);

    assertThat(parts).containsExactly(new AliasFile.Part("{\"a\":\"\\\"\"}\n\n{}\n", 0, 2, 0));
  }

  @Test
  void emptyFile_isOneEmptyPart() throws IOException {
    assertThat(parts("", ListForm.NDJSON)).containsExactly(new AliasFile.Part("", 0, 0, 0));
    assertThat(parts("scheme,code\n", ListForm.CSV))
        .containsExactly(new AliasFile.Part("scheme,code\n", 1, 0, 1));
  }

  @Test
  void blankLinesAtTheEnd_makeNoPart() throws IOException {
    String lines = "{}\n".repeat(AliasFile.MAX_RECORDS) + "\n\n \n";

    assertThat(parts(lines, ListForm.NDJSON)).hasSize(1);
  }

  private static List<AliasFile.Part> parts(String text, ListForm form) throws IOException {
    AliasFile file = new AliasFile(new StringReader(text), form);
    List<AliasFile.Part> parts = new ArrayList<>();
    for (AliasFile.Part part = file.next(); part != null; part = file.next()) {
      parts.add(part);
    }
    return parts;
  }
}
