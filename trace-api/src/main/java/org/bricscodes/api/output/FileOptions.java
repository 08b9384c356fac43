package org.bricscodes.api.output;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.bricscodes.qr.ErrorCorrection;
import org.jspecify.annotations.Nullable;

/**
 * How a file is wanted. The names of options are the same in addresses and on the command line.
 *
 * @param from place of the first code in the batch, from 0
 * @param count how many; empty: all that follow
 * @param base of the printed links; null: that of the service
 * @param columns of lines
 * @param header whether lines begin with the names of their columns
 * @param level of symbols
 * @param pixels on the side of a module
 * @param labels how labels are wanted
 */
public record FileOptions(
    long from,
    OptionalLong count,
    @Nullable String base,
    List<CodeColumn> columns,
    boolean header,
    ErrorCorrection level,
    int pixels,
    LabelOptions labels) {

  /** Column types are this package's own, so options are made by {@link #parse}. */
  public FileOptions {
    columns = List.copyOf(columns);
  }

  /**
   * Reads options as they came from outside.
   *
   * @throws OptionsException with every fault of every option
   */
  public static FileOptions parse(BatchFormat format, Map<String, String> given) {
    return new OptionReader(format, given).read();
  }

  /** Everything that decides about bytes, in one fixed form. */
  String canonical() {
    return "from="
        + from
        + " count="
        + (count.isPresent() ? count.getAsLong() : "all")
        + " columns="
        + columns.stream().map(CodeColumn::word).collect(Collectors.joining(","))
        + " header="
        + header
        + " level="
        + level
        + " pixels="
        + pixels
        + " labels="
        + labels.canonical();
  }

  /** Whether it says what is hidden under the seal, which is for the batch's owner alone. */
  public boolean tellsInnerCodes() {
    return columns.contains(CodeColumn.INNER);
  }
}
