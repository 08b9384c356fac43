package org.bricscodes.api;

import java.util.Optional;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchId;
import org.bricscodes.codes.CodeBook;

/** Batches as their owners find them. */
final class OwnedBatches {

  private final CodeBook codes;

  OwnedBatches(CodeBook codes) {
    this.codes = codes;
  }

  /**
   * The batch, if it is the caller's; an admin may see each. Blocks.
   *
   * @throws Problem if there is none, or it is another party's
   */
  Batch find(String id, Caller caller) {
    Batch batch =
        parse(id)
            .flatMap(codes::batch)
            .orElseThrow(() -> new Problem(ProblemKind.NOT_FOUND, "no batch with this id"));
    if (caller.role() != Role.ADMIN && !batch.owner().equals(caller.party())) {
      throw new Problem(ProblemKind.NOT_YOURS, "another party ordered this batch");
    }
    return batch;
  }

  private static Optional<BatchId> parse(String text) {
    try {
      return Optional.of(BatchId.parse(text));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
