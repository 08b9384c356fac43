package org.bricscodes.api.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.label.LabelException;
import org.bricscodes.label.LabelFont;
import org.bricscodes.label.PdfSheet;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.Withheld;
import org.bricscodes.qr.QrSymbol;
import org.bricscodes.tlog.Digest;

/**
 * What a proven bundle shows, on one page of paper: whose past, which steps, under which log, who
 * vouches, and the digest of the file. A sheet is no proof; it says which file is one, and where it
 * is. Made only of what a {@link BundleCheck.Proven} says, so nothing stands on it that was not
 * checked.
 */
public final class EvidenceSheet {

  /** How many steps are tried for, the most first: as many as the page holds. */
  private static final List<Integer> STEPS = List.of(20, 12, 6, 2);

  /** Witnesses and ledgers that are named, and characters of what others are called. */
  private static final int MOST_NAMED = 3;

  /** Each takes a row of its own, and one for who published it. */
  private static final int MOST_ANCHORS = 2;

  private static final int MOST_TEXT = 80;

  private static final String OWN = " (the file's own: compare it)";

  /** What the proof is called in a sheet that brings it along. */
  private static final String ATTACHED = "proof.json";

  private EvidenceSheet() {}

  /**
   * The page as PDF, which brings the checked file along as its attachment {@code proof.json}: for
   * whoever is given the sheet alone. Otherwise as {@link #pdf}.
   */
  public static byte[] withProof(
      BundleCheck.Proven proven, byte[] bundle, DigitalLink page, LabelFonts fonts) {
    PdfSheet.Attachment proof =
        new PdfSheet.Attachment(ATTACHED, "application/json", bundle.clone());
    return pdf(proven, bundle, page, fonts, List.of(proof));
  }

  /**
   * The page as PDF.
   *
   * @param bundle the file that was checked
   * @param page the code's page, as a Digital Link with any stem, where the proof is behind {@code
   *     /proof}
   * @param fonts for letters of names that the font that comes along has not
   * @throws IllegalArgumentException if a name cannot be set, saying what fonts lack
   */
  public static byte[] pdf(
      BundleCheck.Proven proven, byte[] bundle, DigitalLink page, LabelFonts fonts) {
    return pdf(proven, bundle, page, fonts, List.of());
  }

  private static byte[] pdf(
      BundleCheck.Proven proven,
      byte[] bundle,
      DigitalLink page,
      LabelFonts fonts,
      List<PdfSheet.Attachment> attached) {
    DigitalLink code = DigitalLink.parse(proven.code());
    String heading =
        "Proven: " + proven.events().size() + " recorded events about " + code.key().value();
    for (int steps : STEPS) {
      Optional<byte[]> sheet =
          sheet(
              heading,
              page,
              rows(proven, bundle, code, page, steps, !attached.isEmpty()),
              fonts.fonts(),
              attached);
      if (sheet.isPresent()) {
        return sheet.get();
      }
    }
    throw new IllegalStateException("a page holds two steps, whatever names others have");
  }

  private static Optional<byte[]> sheet(
      String heading,
      DigitalLink page,
      List<PdfSheet.Row> rows,
      List<LabelFont> fonts,
      List<PdfSheet.Attachment> attached) {
    try {
      return PdfSheet.of(heading, QrSymbol.of(page), rows, fonts, attached);
    } catch (LabelException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<PdfSheet.Row> rows(
      BundleCheck.Proven proven,
      byte[] bundle,
      DigitalLink code,
      DigitalLink page,
      int steps,
      boolean attached) {
    List<PdfSheet.Row> rows = new ArrayList<>();
    row(rows, "Code", proven.code());
    code.lot().ifPresent(lot -> row(rows, "Lot", lot));
    code.serial().ifPresent(serial -> row(rows, "Serial", serial));
    row(rows, "Log", cut(proven.origin()) + ", " + proven.size() + " entries");
    row(rows, "Its root", proven.root().base64());
    row(rows, "Its key", proven.logKey() + (proven.logKeyPinned() ? " (pinned)" : OWN));
    cosigners(rows, proven.cosigners());
    anchors(rows, proven.anchors());
    steps(rows, proven.events(), steps);
    withheld(rows, proven.events());
    row(
        rows,
        "The proof",
        (attached ? ATTACHED + ", attached to the file of this sheet, " : "")
            + bundle.length
            + " bytes, SHA-256 "
            + Digest.sha256(bundle));
    row(rows, attached ? "A newer is at" : "It is at", page.withoutParameters() + "/proof");
    row(
        rows,
        "Check it",
        "trace verify FILE, or /verify of any service. This sheet alone proves nothing; that file"
            + " does, and only what is said here: these events were recorded by these parties and"
            + " were not changed since. Whether they are true it does not show.");
    return rows;
  }

  private static void cosigners(List<PdfSheet.Row> rows, BundleCheck.Cosigners cosigners) {
    if (cosigners.proven().isEmpty()) {
      row(rows, "Cosigned by", "nobody that can be checked");
    }
    cosigners.proven().stream()
        .limit(MOST_NAMED)
        .forEach(
            by ->
                row(
                    rows,
                    "Cosigned by",
                    cut(by.name()) + ", " + by.time() + (by.pinned() ? " (pinned)" : OWN)));
    more(rows, cosigners.proven().size() - MOST_NAMED, "witnesses");
  }

  private static void anchors(List<PdfSheet.Row> rows, List<BundleCheck.ProvenAnchor> anchors) {
    if (anchors.isEmpty()) {
      row(rows, "Anchored on", "no ledger yet");
    }
    anchors.stream().limit(MOST_ANCHORS).forEach(anchor -> anchor(rows, anchor));
    more(rows, anchors.size() - MOST_ANCHORS, "ledgers");
  }

  /** On paper, too, what nobody checked is not said as if it were so. */
  private static void anchor(List<PdfSheet.Row> rows, BundleCheck.ProvenAnchor anchor) {
    row(
        rows,
        anchor.checked() ? "Anchored on" : "Unchecked",
        (anchor.checked() ? "" : "said to be on ")
            + cut(anchor.ledger())
            + " at "
            + anchor.size()
            + " entries"
            + (anchor.time() == null ? "" : ", " + anchor.time())
            + ", covering "
            + anchor.events()
            + " of these events"
            + under(anchor));
    BundleCheck.ProvenPublisher publisher = anchor.publisher();
    if (anchor.checked() && publisher != null && !publisher.id().equals(anchor.trust())) {
      row(
          rows,
          "Published by",
          cut(publisher.id()) + (publisher.pinned() ? " (pinned)" : ": compare it"));
    }
  }

  private static String under(BundleCheck.ProvenAnchor anchor) {
    if (!anchor.checked()) {
      return "; not checked: this receipt needs a node";
    }
    return anchor.trustPinned() ? " (pinned)" : " (under the file's own key)";
  }

  /** The first and the last steps: what lies between is in the file. */
  private static void steps(
      List<PdfSheet.Row> rows, List<BundleCheck.ProvenEvent> events, int most) {
    int left = Math.max(0, events.size() - most);
    int first = Math.min(events.size(), most / 2);
    events.subList(0, left == 0 ? events.size() : first).forEach(event -> step(rows, event));
    if (left > 0) {
      more(rows, left, "steps, which are in the file");
      events.subList(first + left, events.size()).forEach(event -> step(rows, event));
    }
  }

  private static void withheld(List<PdfSheet.Row> rows, List<BundleCheck.ProvenEvent> events) {
    List<Withheld> parts =
        events.stream().map(BundleCheck.ProvenEvent::withheld).filter(Withheld::isPart).toList();
    if (!parts.isEmpty()) {
      int pieces = parts.stream().mapToInt(Withheld::pieces).sum();
      int hidden = parts.stream().mapToInt(Withheld::hidden).sum();
      row(
          rows,
          "Shown in part",
          parts.size()
              + " of these events: "
              + hidden
              + " of their "
              + pieces
              + " pieces are withheld; the file says of which members");
    }
  }

  private static void step(List<PdfSheet.Row> rows, BundleCheck.ProvenEvent event) {
    String step = event.bizStep() == null ? "event" : cut(event.bizStep());
    String part = event.withheld().isPart() ? ", in part" : "";
    row(rows, event.eventTime().toString(), step + " by " + cut(event.party()) + part);
  }

  private static void more(List<PdfSheet.Row> rows, int more, String of) {
    if (more > 0) {
      row(rows, "", "and " + more + " more " + of);
    }
  }

  private static void row(List<PdfSheet.Row> rows, String name, String text) {
    rows.add(new PdfSheet.Row(name, text));
  }

  /** What others wrote, bounded, and on one line. */
  private static String cut(String text) {
    String line =
        text.codePoints()
            .mapToObj(point -> Character.isISOControl(point) ? "\uFFFD" : Character.toString(point))
            .collect(Collectors.joining());
    return line.codePointCount(0, line.length()) <= MOST_TEXT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MOST_TEXT)) + "…";
  }
}
