package org.bricscodes.api.output;

import java.util.List;
import org.bricscodes.codes.Batch;

/**
 * Part of a batch, as a roll or a print run is.
 *
 * @param from place of the first code
 * @param count at least 1
 */
record Slice(long from, long count) {

  /**
   * @throws OptionsException if the batch has no such part
   */
  static Slice of(Batch batch, FileOptions options) {
    long left = batch.count() - options.from();
    if (left < 1) {
      throw new OptionsException(
          List.of(
              new OptionFault(
                  "from", "must be at most " + (batch.count() - 1) + ", the batch's last place")));
    }
    long count = options.count().orElse(left);
    if (count > left) {
      throw new OptionsException(
          List.of(
              new OptionFault(
                  "count",
                  "must be at most "
                      + left
                      + ": so many codes are left from place "
                      + options.from())));
    }
    return new Slice(options.from(), count);
  }
}
