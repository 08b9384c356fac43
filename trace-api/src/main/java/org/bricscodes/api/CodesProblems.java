package org.bricscodes.api;

import java.util.List;
import java.util.function.Supplier;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.BatchOrderBuilder;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.CodesException;
import org.bricscodes.codes.OrderFault;

/** What a failure of the code book means to a client. */
final class CodesProblems {

  private CodesProblems() {}

  /** Builds the order; its faults join those already found in the body. */
  static BatchOrder build(BatchOrderBuilder builder, JsonFields fields) {
    try {
      BatchOrder order = builder.build();
      fields.check();
      return order;
    } catch (CodesException.InvalidOrder e) {
      for (OrderFault fault : e.faults()) {
        fields.faultUnlessKnown("/" + fault.field(), fault.message());
      }
      fields.check();
      throw e;
    }
  }

  static <T> T translate(Supplier<T> call) {
    try {
      return call.get();
    } catch (CodesException e) {
      throw switch (e) {
        case CodesException.InvalidOrder invalid -> invalid(invalid.faults());
        case CodesException.CountersExhausted exhausted ->
            new Problem(
                ProblemKind.CONFLICT,
                "only " + exhausted.left() + " serials are left for this GTIN in this quarter");
        case CodesException.IdempotencyConflict _ ->
            new Problem(ProblemKind.CONFLICT, "this Idempotency-Key was used for something else");
        case CodesException.TooScattered scattered -> tooScattered(scattered);
        case CodesException.Contended _, CodesException.Interrupted _ ->
            new Problem(ProblemKind.OVERLOADED, "too many at once; nothing was issued");
        case CodesException.KeyMismatch _ ->
            new Problem(
                ProblemKind.CONFLICT,
                "these codes were made with another master key, which the operator has to put"
                    + " back");
        case CodesException.HolderFailed _ ->
            new Problem(
                ProblemKind.OVERLOADED,
                "the holder of the master key does not answer; nothing was issued");
        case CodesException.EpochsExhausted exhausted ->
            new Problem(ProblemKind.CONFLICT, String.valueOf(exhausted.getMessage()));
        case CodesException.EpochMoved moved ->
            new Problem(
                ProblemKind.CONFLICT,
                "epoch " + moved.ordinal() + " is current by now; nothing was done");
        case CodesException.UnusableKey _ -> e;
      };
    }
  }

  private static Problem tooScattered(CodesException.TooScattered scattered) {
    boolean waste = scattered.status() == CodeState.Status.VOID;
    String message =
        (waste ? "the wasted codes" : "the codes " + scattered.status().word())
            + " of this batch would lie in "
            + scattered.ranges()
            + " separate ranges, and 10000 are kept; "
            + (waste
                ? "void further ones by a list at /codes/batches/{batchId}/voids"
                : "report longer ranges, or set single codes by a list at /codes/states");
    return new Problem(
        ProblemKind.TOO_MANY,
        "nothing was recorded: " + message,
        List.of(new Problem.Fault(waste ? "/wasted" : "/from", message)));
  }

  private static Problem invalid(List<OrderFault> faults) {
    return new Problem(
        ProblemKind.INVALID_BODY,
        faults.getFirst().field() + " " + faults.getFirst().message(),
        faults.stream().map(f -> new Problem.Fault("/" + f.field(), f.message())).toList());
  }
}
