package org.bricscodes.label;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.label.LabelFault.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Measures texts, breaks names into lines, and draws what Helvetica cannot set. Of several fonts
 * the first that has a character draws it; the last is the one that comes along.
 */
final class Typesetter {

  private final List<LabelFont> fonts;
  private @Nullable LabelFont standard;

  Typesetter(List<LabelFont> fonts) {
    this.fonts = new ArrayList<>(fonts);
  }

  /** Adds what keeps a text from being set: its script, or a character that no font has. */
  void check(String part, String text, List<LabelFault> faults) {
    int before = faults.size();
    Script.check(part, text, faults);
    if (faults.size() > before || Helvetica.sets(text)) {
      return;
    }
    Set<String> missing = missing(text);
    if (!missing.isEmpty() && !fonts.contains(standard())) {
      fonts.add(standard());
      missing = missing(text);
    }
    if (!missing.isEmpty()) {
      faults.add(
          new LabelFault(
              Reason.NO_GLYPH,
              part,
              String.join(", ", missing),
              "characters of the fonts given: name a TTF or OTF file that has them"));
    }
  }

  private Set<String> missing(String text) {
    Set<String> missing = new LinkedHashSet<>();
    text.codePoints()
        .filter(point -> fonts.stream().noneMatch(font -> font.has(point)))
        .forEach(point -> missing.add(Script.name(point)));
    return missing;
  }

  /** The width of a text that passed {@link #check}, in ems. */
  double width(String text) {
    if (text.indexOf(TextLine.SERIAL) >= 0 || Helvetica.sets(text)) {
      return Helvetica.width(text) / 1000.0;
    }
    return text.codePoints().mapToDouble(point -> fontOf(point).advance(point)).sum();
  }

  /**
   * A whole line as one outline, in ems from the left end of its baseline, up positive. What
   * Helvetica sets is drawn in the font that comes along, whose letters are as wide.
   */
  GeneralPath outline(String text) {
    boolean plain = Helvetica.sets(text);
    GeneralPath line = new GeneralPath();
    double x = 0;
    for (int point : text.codePoints().toArray()) {
      LabelFont font = plain ? standard() : fontOf(point);
      AffineTransform place = AffineTransform.getTranslateInstance(x, 0);
      line.append(font.outline(point).getPathIterator(place), false);
      x += font.advance(point);
    }
    return line;
  }

  /**
   * A text in lines no wider than so many ems: broken at spaces, and beside the characters of
   * scripts that write without any. Empty when a word is wider than a line.
   */
  List<String> wrap(String text, double width, int mostLines) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String piece : pieces(text)) {
      String longer = line + piece;
      if (width(longer.stripTrailing()) <= width) {
        line = longer;
      } else {
        if (!line.isBlank()) {
          lines.add(line.strip());
        }
        line = piece;
        if (lines.size() == mostLines || width(piece.strip()) > width) {
          return List.of();
        }
      }
    }
    lines.add(line.strip());
    return lines.size() > mostLines ? List.of() : lines;
  }

  /** Words with the space behind them, and ideographs each alone. */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int point : text.codePoints().toArray()) {
      boolean opens = breaksBefore(point);
      if (opens && !word.isEmpty()) {
        pieces.add(word.toString());
        word.setLength(0);
      }
      word.appendCodePoint(point);
      if (opens || point == ' ') {
        pieces.add(word.toString());
        word.setLength(0);
      }
    }
    if (!word.isEmpty()) {
      pieces.add(word.toString());
    }
    return pieces;
  }

  private static boolean breaksBefore(int point) {
    return switch (Character.UnicodeScript.of(point)) {
      case HAN, HIRAGANA, KATAKANA -> true;
      default -> false;
    };
  }

  private LabelFont standard() {
    if (standard == null) {
      standard = LabelFont.standard();
    }
    return standard;
  }

  private LabelFont fontOf(int point) {
    for (LabelFont font : fonts) {
      if (font.has(point)) {
        return font;
      }
    }
    throw new IllegalStateException("a text was set that was not checked");
  }
}
