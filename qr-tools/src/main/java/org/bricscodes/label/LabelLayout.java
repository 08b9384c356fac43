package org.bricscodes.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bricscodes.label.LabelFault.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands on a label, in dots from its upper left corner.
 *
 * <p>The symbol comes first: as large as the use wants, then smaller in whole dots, but never under
 * its least. For each size the texts are tried beside it, then below it, from {@value #LARGEST}
 * points down to {@value #SMALLEST}; the first that fits is taken. Nothing overlaps, nothing lies
 * in the quiet zone, and no element string is broken.
 *
 * @param module dots on the side of a module
 * @param symbolX the left edge of the first module
 * @param symbolY the upper edge of the first module
 * @param lines the texts, from top to bottom
 */
record LabelLayout(
    int dotsPerInch,
    int width,
    int height,
    int module,
    int symbolX,
    int symbolY,
    List<Line> lines) {

  /** Largest size of text, in half points. */
  static final int LARGEST = 18;

  /** What people read without bringing it close, in half points. */
  static final int COMFORTABLE = 12;

  /** Smallest size of text, in half points: digits a millimetre high. */
  static final int SMALLEST = 8;

  /** Most lines of a name. */
  private static final int NAME_LINES = 3;

  private static final double MILLIMETRES_PER_INCH = 25.4;
  private static final double POINTS_PER_INCH = 72;

  /** From line to line, in sizes. */
  private static final double LEADING = 1.2;

  /** From the top of a line to its baseline, in sizes. */
  private static final double ASCENT = 0.9;

  /**
   * A text in its place.
   *
   * @param x its left end
   * @param top its upper edge
   * @param size of its font
   * @param room how wide it may be
   */
  record Line(TextLine text, int x, int top, int size, int room) {

    int baseline() {
      return top + (int) Math.round(ASCENT * size);
    }
  }

  /** A rectangle that is free for text. */
  private record Area(int x, int y, int width, int height) {}

  /** What goes onto a label, checked. */
  record Content(LabelFacts facts, LabelSymbol symbol, LabelStyle style, Typesetter typesetter) {

    /** Checks texts; what is wrong is added to the faults. */
    static Content of(
        LabelFacts facts, LabelSymbol symbol, LabelStyle style, List<LabelFault> faults) {
      Typesetter typesetter = new Typesetter(style.fonts());
      if (facts.name() != null) {
        typesetter.check("name", facts.name(), faults);
      }
      for (LabelDate date : facts.dates()) {
        typesetter.check("dates", date.toString(), faults);
      }
      return new Content(facts, symbol, style, typesetter);
    }
  }

  /**
   * Lays out a label.
   *
   * @throws LabelException with every fault, when texts cannot be set, the symbol would not be read
   *     or there is no room
   */
  static LabelLayout of(
      LabelFacts facts, LabelSymbol symbol, LabelStyle style, LabelSize size, int dotsPerInch) {
    List<LabelFault> faults = new ArrayList<>();
    Content content = Content.of(facts, symbol, style, faults);
    return of(content, size, dotsPerInch, faults);
  }

  static LabelLayout of(Content content, LabelSize size, int dotsPerInch, List<LabelFault> faults) {
    int least = content.style.dotsPerModule();
    int most = least;
    if (least == 0) {
      SymbolPrint any = SymbolPrint.of(content.symbol, dotsPerInch, 1, content.style.use());
      least = any.leastDots();
      double target = content.style.use().targetMillimetres() * dotsPerInch / MILLIMETRES_PER_INCH;
      most = Math.max(least, (int) Math.round(target));
    }
    SymbolPrint print =
        SymbolPrint.of(content.symbol, dotsPerInch, least, content.style.use())
            .withOverprint(content.style.overprintShare());
    double room = Math.min(size.width(), size.height()) - 2 * size.margin();
    faults.addAll(print.faultsWithin(room));
    LabelException.throwIfAny(faults);
    for (int module = most; module >= least; module--) {
      LabelLayout layout = Attempt.at(content, size, dotsPerInch, module);
      if (layout != null) {
        return layout;
      }
    }
    throw new LabelException(
        List.of(
            new LabelFault(
                Reason.NO_ROOM,
                "label",
                String.format(Locale.ROOT, "%s × %s mm", size.width(), size.height()),
                String.format(
                    Locale.ROOT,
                    "a larger label, or less text: beside or below a symbol of %.1f mm not all"
                        + " lines fit at %d points",
                    print.sideMillimetres(),
                    SMALLEST / 2))));
  }

  /** One size of the symbol. */
  private record Attempt(Content content, int dotsPerInch, int module, int width, int height) {

    static @Nullable LabelLayout at(Content content, LabelSize size, int dotsPerInch, int module) {
      double dots = dotsPerInch / MILLIMETRES_PER_INCH;
      int width = (int) (size.width() * dots);
      int height = (int) (size.height() * dots);
      int margin = (int) Math.ceil(size.margin() * dots);
      Attempt attempt = new Attempt(content, dotsPerInch, module, width, height);
      int quiet = content.symbol.quietZone() * module;
      int side = content.symbol.size() * module + 2 * quiet;
      int innerWidth = width - 2 * margin;
      int innerHeight = height - 2 * margin;
      if (side > innerWidth || side > innerHeight) {
        return null;
      }
      int gap = Math.max(0, (int) Math.ceil(dots) - quiet);
      Area beside = new Area(margin + side + gap, margin, innerWidth - side - gap, innerHeight);
      Area below = new Area(margin, margin + side + gap, innerWidth, innerHeight - side - gap);
      LabelLayout comfortable = attempt.texts(beside, below, LARGEST, COMFORTABLE);
      return comfortable != null
          ? comfortable
          : attempt.texts(beside, below, COMFORTABLE - 1, SMALLEST);
    }

    /** All texts beside the symbol, or else below it, as large as they can be within bounds. */
    private @Nullable LabelLayout texts(Area beside, Area below, int largest, int smallest) {
      int quiet = content.symbol.quietZone() * module;
      int side = content.symbol.size() * module + 2 * quiet;
      for (Area area : List.of(beside, below)) {
        for (int half = largest; half >= smallest; half--) {
          int text = (int) Math.round(half / 2.0 * dotsPerInch / POINTS_PER_INCH);
          List<TextLine> lines = lines(area, text);
          if (!lines.isEmpty()) {
            int x = area.equals(beside) ? below.x : (width - side) / 2;
            int y = area.equals(beside) ? (height - side) / 2 : beside.y;
            return layout(x + quiet, y + quiet, area, lines, text);
          }
        }
      }
      return null;
    }

    /** All texts in lines that fit an area at a size of text; empty when they do not. */
    private List<TextLine> lines(Area area, int text) {
      int most = (int) (area.height / (LEADING * text));
      double ems = area.width / (double) text;
      LabelFacts facts = content.facts;
      List<TextLine> before = new ArrayList<>();
      if (facts.name() != null) {
        List<String> name = content.typesetter.wrap(facts.name(), ems, NAME_LINES);
        if (name.isEmpty()) {
          return List.of();
        }
        name.forEach(line -> before.add(TextLine.fixed(line)));
      }
      List<TextLine> dates =
          facts.dates().stream().map(date -> TextLine.fixed(date.toString())).toList();
      List<TextLine> loose = facts.interpretation();
      List<TextLine> packed = packed(loose, ems);
      for (List<TextLine> interpretation : List.of(loose, packed)) {
        List<TextLine> all = new ArrayList<>(before);
        all.addAll(interpretation);
        all.addAll(dates);
        if (all.size() <= most && all.stream().allMatch(line -> width(line) <= ems)) {
          return all;
        }
      }
      return List.of();
    }

    /** As many element strings on a line as there is room for. */
    private List<TextLine> packed(List<TextLine> lines, double ems) {
      List<TextLine> packed = new ArrayList<>();
      for (TextLine line : lines) {
        TextLine both = packed.isEmpty() ? line : packed.getLast().then(line);
        if (!packed.isEmpty() && width(both) <= ems) {
          packed.set(packed.size() - 1, both);
        } else {
          packed.add(line);
        }
      }
      return packed;
    }

    private double width(TextLine line) {
      return content.typesetter.width(line.text());
    }

    private LabelLayout layout(int x, int y, Area area, List<TextLine> texts, int size) {
      int leading = (int) (LEADING * size);
      int top = area.y + (area.height - texts.size() * leading) / 2;
      List<Line> lines = new ArrayList<>();
      for (TextLine text : texts) {
        lines.add(new Line(text, area.x, top, size, area.width));
        top += leading;
      }
      return new LabelLayout(dotsPerInch, width, height, module, x, y, List.copyOf(lines));
    }
  }
}
