package org.bricscodes.api.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.output.LabelFonts;
import picocli.CommandLine.Option;

/** What the service prints labels with. */
final class LabelOptions {

  @Option(
      names = "--label-font",
      paramLabel = "FILE",
      description =
          "TTF, OTF or TTC font for product names on labels that are neither Latin, Greek nor"
              + " Cyrillic, such as Chinese ones; may be given several times, the first that has a"
              + " character draws it.")
  private List<Path> files = new ArrayList<>();

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException naming every file that cannot be used
   */
  LabelFonts fonts() {
    return LabelFonts.of(files);
  }
}
