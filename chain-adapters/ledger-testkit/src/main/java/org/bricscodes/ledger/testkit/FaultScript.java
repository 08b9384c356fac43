package org.bricscodes.ledger.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bricscodes.ledger.Fault;

/** Decides, call by call, what goes wrong. Called from any thread. */
@FunctionalInterface
public interface FaultScript {

  /** The operations of a ledger that can be disturbed. */
  enum Operation {
    PREPARE,
    SUBMIT,
    INSPECT,
    RECEIPT,
    VERIFY,
    REPLACE,
    HEAD,
    REPAIR,
    FEE
  }

  /** Where, seen from the ledger, it goes wrong. */
  enum When {
    /** The request is lost: the ledger never sees it. */
    BEFORE,
    /** The answer is lost: the ledger has done it. */
    AFTER
  }

  /** What goes wrong. */
  sealed interface Disturbance {
    When when();

    /**
     * The call fails with {@code fault}, which must be true to what happened: an answer of {@link
     * Operation#SUBMIT} can only be lost as one of {@link Fault.Effect#POSSIBLE}.
     */
    record Fails(When when, Fault fault) implements Disturbance {}

    /** The process dies: {@link Crash}. */
    record Dies(When when) implements Disturbance {}

    /** The process truly ends at once, as by {@code kill -9}. */
    record Halts(When when) implements Disturbance {}
  }

  /** What goes wrong with the call that is about to be made, or empty. */
  Optional<Disturbance> next(Operation operation);

  /** Nothing goes wrong. */
  static FaultScript calm() {
    return operation -> Optional.empty();
  }

  /** One planned disturbance. */
  record Line(Operation operation, Disturbance disturbance) {}

  /** Each line strikes once, at the first call of its operation after the lines before it. */
  static FaultScript of(Line... lines) {
    List<Line> left = new CopyOnWriteArrayList<>(Arrays.asList(lines));
    return operation -> {
      synchronized (left) {
        if (left.isEmpty() || left.getFirst().operation() != operation) {
          return Optional.empty();
        }
        return Optional.of(left.removeFirst().disturbance());
      }
    };
  }

  /** A line for {@link #of}: the call fails. */
  static Line fails(Operation operation, When when, Fault fault) {
    return new Line(operation, new Disturbance.Fails(when, fault));
  }

  /** A line for {@link #of}: the process dies. */
  static Line dies(Operation operation, When when) {
    return new Line(operation, new Disturbance.Dies(when));
  }
}
