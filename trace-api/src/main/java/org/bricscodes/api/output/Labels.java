package org.bricscodes.api.output;

import java.util.List;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialRun;
import org.bricscodes.label.LabelException;
import org.bricscodes.label.LabelFacts;
import org.bricscodes.label.LabelStyle;
import org.bricscodes.label.PdfLabels;
import org.bricscodes.label.ZplLabels;

/** Labels of a batch, for sheets and for label printers. */
final class Labels {

  /** More is for no reader and no printer; a part of the batch goes into a document of its own. */
  private static final int MOST_PAGES = 100_000;

  private Labels() {}

  /**
   * @throws OptionsException with everything that keeps the labels from being printed or read
   */
  static BatchFile zpl(
      FileName name,
      SerialRun run,
      Slice slice,
      CodeFacts facts,
      FileOptions options,
      LabelFonts fonts) {
    try {
      ZplLabels labels =
          new ZplLabels(
              content(facts.batch(), options.labels()),
              Symbols.of(facts, options),
              style(options, fonts),
              options.labels().label(),
              options.labels().density());
      return new BatchFile(name, new byte[0], new ZplUnits(run, slice, labels), List.of());
    } catch (LabelException e) {
      throw LabelFaults.of(e);
    }
  }

  /**
   * @throws OptionsException with everything that keeps the labels from being printed or read
   */
  static BatchFile pdf(
      FileName name,
      SerialRun run,
      Slice slice,
      CodeFacts facts,
      FileOptions options,
      LabelFonts fonts) {
    LabelOptions wanted = options.labels();
    long most = (long) MOST_PAGES * wanted.sheet().labelsPerPage();
    if (slice.count() > most) {
      throw new OptionsException(
          List.of(
              new OptionFault(
                  "count",
                  "must be at most "
                      + most
                      + " labels of this sheet in one document: take parts by from and count")));
    }
    try {
      PdfLabels labels =
          new PdfLabels(
              content(facts.batch(), wanted),
              Symbols.of(facts, options),
              style(options, fonts),
              wanted.sheet(),
              wanted.marks(),
              slice.count());
      PdfPages pages = new PdfPages(run, slice, labels);
      return new BatchFile(name, labels.header(), pages, List.of(new PdfTrailer(pages)));
    } catch (LabelException e) {
      throw LabelFaults.of(e);
    }
  }

  private static LabelFacts content(Batch batch, LabelOptions options) {
    String name = options.name() == null ? batch.product() : options.name();
    return new LabelFacts(
        batch.gtin(),
        batch.lot(),
        Serial.LENGTH,
        name == null || name.isBlank() ? null : name,
        options.dates().of(batch.expiry()));
  }

  private static LabelStyle style(FileOptions options, LabelFonts fonts) {
    LabelOptions wanted = options.labels();
    return new LabelStyle(wanted.use(), 0, fonts.fonts(), wanted.overprint() / 100);
  }
}
