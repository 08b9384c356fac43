package org.bricscodes.api.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.output.BatchFormat;
import org.bricscodes.api.output.LabelFonts;
import picocli.CommandLine.Option;

/** What labels made off-line are printed with. */
final class FontOption {

  @Option(
      names = "--font",
      paramLabel = "FILE",
      description =
          "pdf, zpl: TTF, OTF or TTC font for product names that are neither Latin, Greek nor"
              + " Cyrillic, such as Chinese ones; may be given several times, the first that has a"
              + " character draws it. The files are those of a service with the same --label-font.")
  private List<Path> files = new ArrayList<>();

  /** Whether one was named. */
  boolean isGiven() {
    return !files.isEmpty();
  }

  /**
   * Reads them.
   *
   * @throws UnusableInput naming every file that cannot be used, or if the format has no letters
   */
  LabelFonts fonts(BatchFormat format) {
    if (isGiven() && !format.isLabels()) {
      throw new UnusableInput("--font is for pdf and zpl; " + format.word() + " prints no letters");
    }
    try {
      return LabelFonts.of(files);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--font: " + e.getMessage(), e);
    }
  }
}
