package org.bricscodes.api.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.label.LabelException;
import org.bricscodes.label.LabelFont;
import org.bricscodes.label.PdfSheet;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.Caution;
import org.bricscodes.provenance.Cautions;
import org.bricscodes.provenance.Withheld;
import org.bricscodes.qr.QrSymbol;
import org.bricscodes.tlog.Digest;

/**
 * What a proven bundle shows, on one page of paper: whose past, which steps, under which log, who
 * vouches, and the digest of the file. A sheet is no proof; it says which file is one, and where it
 * is. Made only of what a {@link BundleCheck.Proven} says, so nothing stands on it that was not
 * checked. What the file says of a recall stands at the head, in the words of {@code trace verify},
 * and the steps that say so are shown whatever else is left out.
 */
public final class EvidenceSheet {

  /**
   * What is tried for, the most first, until the page holds it.
   *
   * @param steps the first and the last ones
   * @param grave further ones, of which the reader must be told: recalls before all
   * @param notes lines at the head about these
   * @param noteText characters of each
   * @param named witnesses and ledgers that are named; a ledger takes a row more for who published
   */
  private record Room(int steps, int grave, int notes, int noteText, int named) {
    int ledgers() {
      return Math.min(named, 2);
    }
  }

  /** The last holds even where every name is as long as it may be. */
  private static final List<Room> ROOMS =
      List.of(
          new Room(20, 8, 4, 220, 3),
          new Room(12, 8, 4, 220, 3),
          new Room(6, 8, 4, 220, 3),
          new Room(2, 8, 4, 220, 3),
          new Room(2, 4, 2, 220, 3),
          new Room(2, 1, 1, 60, 1));

  /** The kinds of steps that are never left out while there is room for any, the gravest first. */
  private static final List<Caution.Kind> GRAVE =
      List.of(Caution.Kind.RECALLS, Caution.Kind.LIFTS, Caution.Kind.UNFIT);

  /** Characters of what others are called. */
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
    boolean recalls = proven.events().stream().anyMatch(EvidenceSheet::recalls);
    String heading =
        "Proven: "
            + proven.events().size()
            + " recorded events about "
            + code.key().value()
            + (recalls ? ", a RECALL among them" : "");
    for (Room room : ROOMS) {
      Optional<byte[]> sheet =
          sheet(
              heading,
              page,
              rows(proven, bundle, code, page, room, !attached.isEmpty()),
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
      Room room,
      boolean attached) {
    List<PdfSheet.Row> rows = new ArrayList<>();
    row(rows, "Code", proven.code());
    code.lot().ifPresent(lot -> row(rows, "Lot", lot));
    code.serial().ifPresent(serial -> row(rows, "Serial", serial));
    cautions(rows, proven.events(), room);
    row(rows, "Log", cut(proven.origin()) + ", " + proven.size() + " entries");
    row(rows, "Its root", proven.root().base64());
    row(rows, "Its key", proven.logKey() + (proven.logKeyPinned() ? " (pinned)" : OWN));
    cosigners(rows, proven.cosigners(), room);
    anchors(rows, proven.anchors(), room);
    steps(rows, proven.events(), room);
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

  private static void cosigners(
      List<PdfSheet.Row> rows, BundleCheck.Cosigners cosigners, Room room) {
    if (cosigners.proven().isEmpty()) {
      row(rows, "Cosigned by", "nobody that can be checked");
    }
    cosigners.proven().stream()
        .limit(room.named)
        .forEach(
            by ->
                row(
                    rows,
                    "Cosigned by",
                    cut(by.name()) + ", " + by.time() + (by.pinned() ? " (pinned)" : OWN)));
    more(rows, cosigners.proven().size() - room.named, "witnesses");
  }

  private static void anchors(
      List<PdfSheet.Row> rows, List<BundleCheck.ProvenAnchor> anchors, Room room) {
    if (anchors.isEmpty()) {
      row(rows, "Anchored on", "no ledger yet");
    }
    anchors.stream().limit(room.ledgers()).forEach(anchor -> anchor(rows, anchor));
    more(rows, anchors.size() - room.ledgers(), "ledgers");
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

  /** Above all steps, in the words of {@code trace verify}. */
  private static void cautions(
      List<PdfSheet.Row> rows, List<BundleCheck.ProvenEvent> events, Room room) {
    List<Cautions.Line> lines = Cautions.summary(events);
    if (lines.isEmpty()) {
      return;
    }
    // The last says what all of them prove, and stays.
    int shown = Math.min(room.notes, lines.size() - 1);
    lines.subList(0, shown).forEach(line -> caution(rows, line, room.noteText));
    more(rows, lines.size() - 1 - shown, "lines like these, which trace verify prints");
    caution(rows, lines.getLast(), Integer.MAX_VALUE);
  }

  private static void caution(List<PdfSheet.Row> rows, Cautions.Line line, int most) {
    row(rows, line.head(), cut(line.text(), most));
  }

  private static boolean recalls(BundleCheck.ProvenEvent event) {
    return event.says(Caution.Kind.RECALLS) && !event.says(Caution.Kind.DECLARED);
  }

  /**
   * The first and the last steps, and those that recall, lift a recall or say that goods are unfit,
   * wherever they stand: what lies between is in the file.
   */
  private static void steps(
      List<PdfSheet.Row> rows, List<BundleCheck.ProvenEvent> events, Room room) {
    SortedSet<Integer> shown = grave(events, room.grave);
    boolean all = events.size() <= room.steps;
    int ends = all ? events.size() : room.steps / 2;
    for (int i = 0; i < ends; i++) {
      shown.add(i);
      shown.add(events.size() - 1 - i);
    }
    int next = 0;
    for (int i : shown) {
      more(rows, i - next, "steps, which are in the file");
      step(rows, events.get(i));
      next = i + 1;
    }
  }

  /** Where these steps are: of the gravest kind the newest first, as many as there is room for. */
  private static SortedSet<Integer> grave(List<BundleCheck.ProvenEvent> events, int most) {
    SortedSet<Integer> grave = new TreeSet<>();
    for (Caution.Kind kind : GRAVE) {
      for (int i = events.size() - 1; i >= 0 && grave.size() < most; i--) {
        if (events.get(i).says(kind)) {
          grave.add(i);
        }
      }
    }
    return grave;
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
    String cautions =
        event.cautions().stream()
            .map(caution -> "; " + caution.words())
            .collect(Collectors.joining());
    row(rows, event.eventTime().toString(), step + " by " + cut(event.party()) + part + cautions);
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
    return cut(text, MOST_TEXT);
  }

  private static String cut(String text, int most) {
    String line =
        text.codePoints()
            .mapToObj(point -> Character.isISOControl(point) ? "\uFFFD" : Character.toString(point))
            .collect(Collectors.joining());
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most)) + "…";
  }
}
