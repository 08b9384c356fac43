package org.bricscodes.api.output;

import java.util.List;
import org.bricscodes.label.LabelException;
import org.bricscodes.label.LabelFault;

/** What keeps labels from being printed, as faults of the options that would mend it. */
final class LabelFaults {

  private static final String MORE_FONTS =
      "characters of the fonts that are named by trace serve --label-font, or by trace codes export"
          + " --font";

  private LabelFaults() {}

  static OptionsException of(LabelException e) {
    return of(e.faults());
  }

  static OptionsException of(List<LabelFault> faults) {
    return new OptionsException(options(faults));
  }

  static List<OptionFault> options(List<LabelFault> faults) {
    return faults.stream().map(fault -> new OptionFault(option(fault), words(fault))).toList();
  }

  /** Reads on from an option's name. */
  static String words(LabelFault fault) {
    return "cannot be so: "
        + fault.reason().text()
        + ", found "
        + fault.found()
        + ", expected "
        + (fault.reason() == LabelFault.Reason.NO_GLYPH ? MORE_FONTS : fault.expected());
  }

  /** What the fault is about, by the name of the option where there is one. */
  private static String option(LabelFault fault) {
    if (fault.reason() == LabelFault.Reason.OVERPRINT) {
      return "overprint";
    }
    return switch (fault.part()) {
      case "labels" -> "count";
      case "symbol" -> "level";
      case String part -> part;
    };
  }
}
