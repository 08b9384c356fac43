package org.bricscodes.api.output;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bricscodes.label.LabelException;
import org.bricscodes.label.LabelFont;

/**
 * The fonts of product names that the one that comes along has no letters for. The first that has a
 * character draws it. Whoever prints chooses them, never whoever asks over HTTP.
 */
public record LabelFonts(List<LabelFont> fonts) {

  /** None but the one that comes along. */
  public static final LabelFonts NONE = new LabelFonts(List.of());

  /** Each is kept in memory whole. */
  static final int MOST = 8;

  public LabelFonts {
    fonts = List.copyOf(fonts);
  }

  /**
   * Reads fonts.
   *
   * @throws IllegalArgumentException naming every file that cannot be used, and what would be right
   */
  public static LabelFonts of(List<Path> files) {
    if (files.size() > MOST) {
      throw new IllegalArgumentException(
          "at most " + MOST + " label fonts can be named, found " + files.size());
    }
    List<LabelFont> fonts = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Path file : files) {
      try {
        fonts.add(LabelFont.of(file));
      } catch (LabelException e) {
        e.faults()
            .forEach(
                fault ->
                    faults.add(
                        fault.reason().text()
                            + " for labels: found "
                            + file
                            + ", expected "
                            + fault.expected()));
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    return new LabelFonts(fonts);
  }

  /** What decides about bytes: which fonts, in which order. */
  String canonical() {
    return fonts.stream().map(LabelFont::hash).collect(Collectors.joining(" "));
  }
}
