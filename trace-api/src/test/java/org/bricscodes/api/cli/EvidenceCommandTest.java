package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bricscodes.api.output.EvidenceSheet;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.Withheld;
import org.bricscodes.qr.SymbolReader;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceCommandTest {

  /** The bundle of trace-core/docs/bundle.md. */
  private static final Path EXAMPLE = Path.of("../trace-core/docs/bundle-example.json");

  private static final String PATH = "/01/09521222000018/10/L1/21/P1";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  @Test
  void provenBundle_isPrintedOnOnePage_withWhatItShows() throws Exception {
    Path sheet = folder.resolve("sheet.pdf");

    Ran ran = run(EXAMPLE, "-o", sheet.toString(), "--page", "https://trace.example/scan");

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.said()).contains("PROVEN  https://id.gs1.org" + PATH);
    assertThat(text(Files.readAllBytes(sheet)))
        .contains(
            "Proven: 4 recorded events about",
            "https://id.gs1.org" + PATH,
            "log.example/trace, 5 entries",
            "DHbfYT8tGxSo1jtgoc+tQf/+FJsj4sYNINPg1QYlsiQ=",
            "w.example/delhi, 2026-07-01T00:00:01Z (the file's own: compare it)",
            "no ledger yet",
            "2026-05-01T00:00:00Z",
            "commissioning by https://id.gs1.org/417/9521222000001",
            Digest.sha256(Files.readAllBytes(EXAMPLE)).toString(),
            "https://trace.example/scan" + PATH + "/proof");
  }

  @Test
  void symbol_onThePrintedPage_leadsToTheCodesPage() throws Exception {
    Path sheet = folder.resolve("sheet.pdf");
    run(EXAMPLE, "-o", sheet.toString(), "--page", "https://trace.example/scan");
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(Files.readAllBytes(sheet))) {
      ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, 150), "png", picture);
    }

    assertThat(
            new SymbolReader(Duration.ofMinutes(1), System::nanoTime).read(picture.toByteArray()))
        .singleElement()
        .satisfies(
            found -> assertThat(found.text()).isEqualTo("https://trace.example/scan" + PATH));
  }

  @Test
  void sheet_madeTwice_isTheSameBytes() throws Exception {
    run(EXAMPLE, "-o", folder.resolve("one.pdf").toString());
    run(EXAMPLE, "-o", folder.resolve("two.pdf").toString());

    assertThat(folder.resolve("one.pdf")).hasSameBinaryContentAs(folder.resolve("two.pdf"));
  }

  @Test
  void changedBundle_isNotPrinted() throws Exception {
    String changed = Files.readString(EXAMPLE).replaceFirst("\"salt\":\"..", "\"salt\":\"AB");
    Path file = Files.writeString(folder.resolve("changed.json"), changed);
    Path sheet = folder.resolve("sheet.pdf");

    Ran ran = run(file, "-o", sheet.toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.said()).startsWith("NOT PROVEN  /events/0: is not in the log as shown");
    assertThat(sheet).doesNotExist();
  }

  @Test
  void whatIsNoBundle_orNoAddress_isUnusable() throws Exception {
    Path none = Files.writeString(folder.resolve("none.json"), "{}");
    String sheet = folder.resolve("sheet.pdf").toString();

    assertThat(run(none, "-o", sheet).exit()).isEqualTo(2);
    assertThat(run(EXAMPLE, "-o", sheet, "--page", "no address").exit()).isEqualTo(2);
    assertThat(run(EXAMPLE, "-o", sheet, "--font", "missing.ttf").exit()).isEqualTo(2);
  }

  @Test
  void longPast_withLongNames_fitsOnOnePage_andSaysWhatIsLeftOut() throws Exception {
    String name = "w".repeat(255);
    List<BundleCheck.ProvenEvent> events = new ArrayList<>();
    List<BundleCheck.ProvenCosigner> cosigners = new ArrayList<>();
    List<BundleCheck.ProvenAnchor> anchors = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Instant time = Instant.parse("2026-05-01T00:00:00Z").plusSeconds(i);
      events.add(
          new BundleCheck.ProvenEvent(
              i,
              "urn:uuid:" + i,
              time,
              name,
              "https://" + name,
              Withheld.NOTHING,
              List.of(),
              List.of()));
      cosigners.add(new BundleCheck.ProvenCosigner(name, name, time, false));
      anchors.add(
          new BundleCheck.ProvenAnchor(
              "eip155:" + name,
              "",
              false,
              64,
              time,
              64,
              i % 2 == 1,
              null,
              new BundleCheck.ProvenPublisher("0x" + name, false)));
    }
    BundleCheck.Proven proven =
        new BundleCheck.Proven(
            "https://id.gs1.org" + PATH,
            name,
            name + "+00000000+" + "A".repeat(44),
            false,
            64,
            Digest.sha256(new byte[0]),
            new BundleCheck.Cosigners(cosigners, List.of()),
            events,
            anchors);

    byte[] sheet =
        EvidenceSheet.pdf(
            proven,
            new byte[9],
            DigitalLink.parse("https://trace.example/scan" + PATH),
            LabelFonts.NONE);

    assertThat(text(sheet))
        .contains(
            "more steps, which are in the file",
            "and 61 more witnesses",
            "said to be on",
            "not checked: this receipt needs a node",
            "Published by",
            "and 62 more ledgers",
            "2026-05-01T00:01:03Z");
  }

  /** How the command ended, and what it said. */
  private record Ran(int exit, String said) {}

  private static Ran run(Path file, String... options) {
    List<String> words = new ArrayList<>(List.of("evidence", file.toString()));
    words.addAll(List.of(options));
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int exit = Trace.command().setOut(writer).setErr(writer).execute(words.toArray(String[]::new));
    return new Ran(exit, out.toString());
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      return new PDFTextStripper().getText(document);
    }
  }
}
