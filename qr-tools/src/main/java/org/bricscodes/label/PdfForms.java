package org.bricscodes.label;

import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.bricscodes.label.LabelFault.Reason;

/**
 * What is drawn once in a file and shown on every page: what all labels share, and the crop marks.
 * Units are dots, up is positive.
 */
final class PdfForms {

  private static final double DOTS_PER_MILLIMETRE = PdfLabels.DOTS_PER_INCH / 25.4;

  /** Millimetres between a label's edge and its mark, and the least and most length of a mark. */
  private static final double AWAY = 2;

  private static final double SHORTEST = 1;
  private static final double LONGEST = 5;

  private PdfForms() {}

  /** All lines but those with the serial, from the lower left corner of the label. */
  static byte[] label(LabelLayout layout, Typesetter typesetter) {
    PdfText form = new PdfText(4096);
    for (LabelLayout.Line line : layout.lines()) {
      if (line.text().isFixed()) {
        int y = layout.height() - line.baseline();
        line(form, typesetter, line.text().text(), line.size(), line.x(), y);
      }
    }
    return form.copy();
  }

  /** A text that passed the typesetter's check, from the left end of its baseline. */
  static void line(PdfText form, Typesetter typesetter, String text, int size, int x, int y) {
    if (Helvetica.sets(text)) {
      form.text("BT /H ").number(size).text("Tf ").number(x).number(y).text("Td (");
      for (byte character : text.getBytes(Helvetica.WIN_ANSI)) {
        form.character(character);
      }
      form.text(")Tj ET\n");
      return;
    }
    // What the outlines say, for those who search or hear the page.
    String said =
        HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_16BE));
    form.text("/Span<</ActualText<FEFF" + said + ">>>BDC q ");
    form.text(scale(size / 1000.0)).number(x).number(y).text("cm\n");
    outline(form, typesetter.outline(text));
    form.text("f Q EMC\n");
  }

  private static String scale(double scale) {
    String number = String.format(Locale.ROOT, "%.5f", scale);
    return number + " 0 0 " + number + " ";
  }

  /** A path in thousandths of an em. */
  private static void outline(PdfText form, GeneralPath outline) {
    double[] p = new double[6];
    double x = 0;
    double y = 0;
    for (PathIterator path = outline.getPathIterator(null); !path.isDone(); path.next()) {
      switch (path.currentSegment(p)) {
        case PathIterator.SEG_MOVETO -> point(form, p[0], p[1]).text("m\n");
        case PathIterator.SEG_LINETO -> point(form, p[0], p[1]).text("l\n");
        case PathIterator.SEG_QUADTO -> {
          point(form, x + (p[0] - x) * 2 / 3, y + (p[1] - y) * 2 / 3);
          point(form, p[2] + (p[0] - p[2]) * 2 / 3, p[3] + (p[1] - p[3]) * 2 / 3);
          point(form, p[2], p[3]).text("c\n");
          p[0] = p[2];
          p[1] = p[3];
        }
        case PathIterator.SEG_CUBICTO -> {
          point(point(point(form, p[0], p[1]), p[2], p[3]), p[4], p[5]).text("c\n");
          p[0] = p[4];
          p[1] = p[5];
        }
        default -> form.text("h\n");
      }
      x = p[0];
      y = p[1];
    }
  }

  private static PdfText point(PdfText form, double x, double y) {
    return form.number((int) Math.round(1000 * x)).number((int) Math.round(1000 * y));
  }

  /**
   * Crop marks, from the lower left corner of the page. Adds a fault when a margin has no room for
   * them.
   */
  static byte[] marks(SheetGrid sheet, List<LabelFault> faults) {
    double right = sheet.left() + span(sheet.columns(), sheet.labelWidth(), sheet.gapX());
    double bottom = sheet.top() + span(sheet.rows(), sheet.labelHeight(), sheet.gapY());
    double[] margins = {
      sheet.left(), sheet.top(), sheet.pageWidth() - right, sheet.pageHeight() - bottom
    };
    for (double margin : margins) {
      if (margin < AWAY + SHORTEST) {
        faults.add(
            new LabelFault(
                Reason.SHEET,
                "marks",
                String.format(Locale.ROOT, "a margin of %.2f mm", margin),
                "margins of at least 3 mm on every side, or no crop marks"));
        return new byte[0];
      }
    }
    PdfText form = new PdfText(1024).text("2 w\n");
    for (int x : edges(sheet.left(), sheet.columns(), sheet.labelWidth(), sheet.gapX())) {
      mark(form, x, up(sheet, sheet.top() - AWAY), x, up(sheet, sheet.top() - outer(margins[1])));
      mark(form, x, up(sheet, bottom + AWAY), x, up(sheet, bottom + outer(margins[3])));
    }
    for (int down : edges(sheet.top(), sheet.rows(), sheet.labelHeight(), sheet.gapY())) {
      int y = up(sheet, 0) - down;
      mark(form, dots(sheet.left() - AWAY), y, dots(sheet.left() - outer(margins[0])), y);
      mark(form, dots(right + AWAY), y, dots(right + outer(margins[2])), y);
    }
    return form.text("S\n").copy();
  }

  private static double outer(double margin) {
    return Math.min(margin, AWAY + LONGEST);
  }

  private static double span(int count, double size, double gap) {
    return count * size + (count - 1) * gap;
  }

  private static Iterable<Integer> edges(double from, int count, double size, double gap) {
    TreeSet<Integer> edges = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      edges.add(dots(from + i * (size + gap)));
      edges.add(dots(from + i * (size + gap) + size));
    }
    return new ArrayList<>(edges);
  }

  private static void mark(PdfText form, int x1, int y1, int x2, int y2) {
    form.number(x1).number(y1).text("m ").number(x2).number(y2).text("l\n");
  }

  static int dots(double millimetres) {
    return (int) Math.round(millimetres * DOTS_PER_MILLIMETRE);
  }

  /** A height measured from the top of the page, from its foot. */
  static int up(SheetGrid sheet, double down) {
    return dots(sheet.pageHeight()) - dots(down);
  }
}
