package org.bricscodes.api.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchId;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodesException;
import org.bricscodes.gs1.Gs1Exception;

/** What commands about batches share: finding one, and saying what is wrong. */
final class CodeFiles {

  private static final int SHOWN = 100;

  private CodeFiles() {}

  static Batch batch(CodeBook codes, String id) {
    try {
      return codes.batch(BatchId.parse(id)).orElseThrow(() -> new UnusableInput("no batch " + id));
    } catch (IllegalArgumentException | Gs1Exception e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  /** Names every fault, at most a hundred, and counts the rest. */
  static void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      String rest = faults.size() > SHOWN ? "\nand " + (faults.size() - SHOWN) + " more" : "";
      throw new UnusableInput(
          faults.stream().limit(SHOWN).collect(Collectors.joining("\n"))
              + rest
              + "\nnothing was changed");
    }
  }

  static UnusableInput faults(CodesException.InvalidOrder refused) {
    return new UnusableInput(
        refused.faults().stream()
            .map(fault -> fault.field() + " " + fault.message())
            .collect(Collectors.joining("\n")),
        refused);
  }
}
