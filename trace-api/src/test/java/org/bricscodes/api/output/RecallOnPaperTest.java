package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.Caution;
import org.bricscodes.provenance.Withheld;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;

/** The sheet of a recalled pack used to look like that of any other, or to leave the recall out. */
final class RecallOnPaperTest {

  private static final String PATH = "/01/09521222000018/10/L1/21/P1";
  private static final Caution RECALLS = new Caution(Caution.Kind.RECALLS, "");

  private final List<BundleCheck.ProvenEvent> events = new ArrayList<>();

  private void event(String step, String party, Caution... cautions) {
    events.add(
        new BundleCheck.ProvenEvent(
            events.size(),
            "urn:uuid:" + events.size(),
            Instant.parse("2026-05-01T00:00:00Z").plusSeconds(events.size()),
            step,
            party,
            Withheld.NOTHING,
            List.of(cautions),
            cautions.length == 0 ? List.of() : List.of("https://id.gs1.org/01/09521222000018")));
  }

  /** Text of its one page, on one line. */
  private String sheet(String name) throws IOException {
    List<BundleCheck.ProvenAnchor> anchors = new ArrayList<>();
    List<BundleCheck.ProvenCosigner> cosigners = new ArrayList<>();
    Instant time = Instant.parse("2026-06-01T00:00:00Z");
    for (int i = 0; i < name.length() / 50; i++) {
      cosigners.add(new BundleCheck.ProvenCosigner(name, name, time, false));
      anchors.add(
          new BundleCheck.ProvenAnchor(
              "eip155:" + name,
              "",
              false,
              64,
              time,
              64,
              true,
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
    byte[] pdf =
        EvidenceSheet.pdf(
            proven,
            new byte[9],
            DigitalLink.parse("https://trace.example/scan" + PATH),
            LabelFonts.NONE);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }
  }

  @Test
  void recall_standsInTheHeading_atTheHead_andAtItsStep() throws IOException {
    event("commissioning", "https://id.gs1.org/417/9521222000001");
    event("holding", "https://id.gs1.org/417/9521222000001", RECALLS);

    assertThat(sheet("log.example"))
        .contains(
            "Proven: 2 recorded events about 09521222000018, a RECALL among them",
            "RECALLED an event in this file, of 2026-05-01T00:00:01Z, by"
                + " https://id.gs1.org/417/9521222000001, recalls"
                + " https://id.gs1.org/01/09521222000018",
            "that a party said so is proven; not that it may, nor that no newer event says"
                + " otherwise",
            "2026-05-01T00:00:01Z holding by https://id.gs1.org/417/9521222000001; RECALLS what it"
                + " names");
  }

  @Test
  void sheetWithoutRecall_saysNothingOfOne() throws IOException {
    event("commissioning", "https://id.gs1.org/417/9521222000001");

    assertThat(sheet("log.example")).doesNotContainIgnoringCase("recall");
  }

  @Test
  void recallAmongHundredsOfSteps_isNotLeftOut_norIsWhatTookItBack() throws IOException {
    for (int i = 0; i < 400; i++) {
      if (i == 150) {
        event("holding", "party A", RECALLS);
      } else if (i == 250) {
        event("holding", "party A", new Caution(Caution.Kind.LIFTS, ""));
      } else if (i == 300) {
        event("destroying", "party B", new Caution(Caution.Kind.UNFIT, "destroyed"));
      } else {
        event("shipping", "party C");
      }
    }

    assertThat(sheet("log.example"))
        .contains(
            "2026-05-01T00:02:30Z holding by party A; RECALLS what it names",
            "2026-05-01T00:04:10Z holding by party A; takes a recall of what it names back",
            "2026-05-01T00:05:00Z destroying by party B; says destroyed of what it names",
            "and 144 more steps, which are in the file",
            "RECALLED an event",
            "RECALL TAKEN BACK an event",
            "UNFIT an event");
  }

  @Test
  void hundredsOfRecalls_withTheLongestNames_stillFitOnOnePage_andTheNewestStands()
      throws IOException {
    for (int i = 0; i < 400; i++) {
      event("w".repeat(255), i + "w".repeat(255), RECALLS);
    }

    assertThat(sheet("w".repeat(255)))
        .contains("RECALLED", "RECALLS what it names", "2026-05-01T00:06:39Z", "lines like these");
  }

  @Test
  void recallDeclaredInError_isMarkedAtItsStep_andIsNotInTheHeading() throws IOException {
    event("holding", "party A", RECALLS, new Caution(Caution.Kind.DECLARED, ""));

    assertThat(sheet("log.example"))
        .contains("party A; RECALLS what it names; declared in error by its party")
        .doesNotContain("a RECALL among them", "RECALLED an event");
  }
}
