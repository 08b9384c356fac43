package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.qr.QrSymbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that travel in a sheet. */
final class PdfSheetTest {

  private static final QrSymbol SYMBOL =
      QrSymbol.of(DigitalLink.parse("https://id.gs1.org/01/09521222000018/21/P1"));

  private static byte[] sheet(PdfSheet.Attachment... attached) {
    List<PdfSheet.Row> rows = List.of(new PdfSheet.Row("Code", "P1"));
    return PdfSheet.of("Proven", SYMBOL, rows, List.of(), List.of(attached)).orElseThrow();
  }

  @Test
  void files_comeBackAsTheyWere_andEveryObjectIsWhereTheTableSays() throws IOException {
    byte[] proof = "{\"a\":\"endstream endobj %%EOF\"}".getBytes(StandardCharsets.UTF_8);
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }

    byte[] sheet =
        sheet(
            new PdfSheet.Attachment("proof.json", "application/json", proof),
            new PdfSheet.Attachment("raw.bin", "application/octet-stream", every));

    PdfFile.assertOffsetsAreTrue(sheet);
    try (PDDocument document = Loader.loadPDF(sheet)) {
      Map<String, PDComplexFileSpecification> files =
          document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames();
      assertThat(files).containsOnlyKeys("proof.json", "raw.bin");
      PDComplexFileSpecification first = Objects.requireNonNull(files.get("proof.json"));
      assertThat(first.getFilename()).isEqualTo("proof.json");
      assertThat(first.getEmbeddedFile().toByteArray()).isEqualTo(proof);
      assertThat(first.getEmbeddedFile().getSubtype()).isEqualTo("application/json");
      PDComplexFileSpecification second = Objects.requireNonNull(files.get("raw.bin"));
      assertThat(second.getEmbeddedFile().toByteArray()).isEqualTo(every);
      assertThat(second.getEmbeddedFile().getSize()).isEqualTo(256);
    }
  }

  @Test
  void sheetWithoutFiles_hasNone() throws IOException {
    PdfFile.assertOffsetsAreTrue(sheet());
    try (PDDocument document = Loader.loadPDF(sheet())) {
      assertThat(document.getDocumentCatalog().getNames()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"a)b.json, application/json", "'', application/json", "a.json, application json"})
  void nameThatCouldBreakOutOfItsString_isRefused(String name, String type) {
    assertThatThrownBy(() -> new PdfSheet.Attachment(name, type, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no name or media type");
  }
}
