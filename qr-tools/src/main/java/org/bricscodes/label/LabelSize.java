package org.bricscodes.label;

import java.util.List;
import java.util.Locale;
import org.bricscodes.label.LabelFault.Reason;

/**
 * A label, in millimetres.
 *
 * @param margin kept clear on every side, for cuts and feeds that are not exact; the quiet zone
 *     lies within
 */
public record LabelSize(double width, double height, double margin) {

  /** Longest side, in millimetres. */
  public static final double MOST = 1000;

  public LabelSize {
    boolean possible =
        margin >= 0 && width > 2 * margin && height > 2 * margin && width <= MOST && height <= MOST;
    if (!possible) {
      throw new LabelException(
          List.of(
              new LabelFault(
                  Reason.VALUE,
                  "label",
                  String.format(
                      Locale.ROOT, "%s × %s mm with margins of %s mm", width, height, margin),
                  "sides of at most 1000 mm with room within the margins")));
    }
  }

  /** A label with margins of a millimetre. */
  public static LabelSize of(double width, double height) {
    return new LabelSize(width, height, 1);
  }
}
