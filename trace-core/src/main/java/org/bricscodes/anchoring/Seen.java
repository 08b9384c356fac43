package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.anchoring.Attempt.Phase;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.TxView;

/** The open attempts as one reading of the ledger shows them. */
final class Seen {

  private final List<Attempt> attempts;
  private final Map<TxId, TxState> states = new HashMap<>();

  Seen(List<Attempt> attempts, TxView view) {
    if (view.states().size() != attempts.size()) {
      throw new IllegalStateException("a ledger answers once for each attempt");
    }
    this.attempts = attempts;
    for (int i = 0; i < attempts.size(); i++) {
      states.put(attempts.get(i).prepared().txId(), view.states().get(i));
    }
  }

  TxState of(Attempt attempt) {
    return states.getOrDefault(attempt.prepared().txId(), new TxState.Absent());
  }

  /** Of several final attempts the smallest, so that none is covered before it is kept. */
  Optional<Attempt> firstFinal() {
    return attempts.stream()
        .filter(attempt -> of(attempt) instanceof TxState.Final)
        .min(Comparator.comparingLong(Attempt::size));
  }

  /** {@code work} brought up to date; attempts that can come to nothing more are ended. */
  Work update(Work work, Instant now) {
    List<Attempt> open = new ArrayList<>();
    Work noted = work;
    for (Attempt attempt : attempts) {
      switch (of(attempt)) {
        case TxState.Included(Position position) -> open.add(attempt.includedAt(position, now));
        case TxState.Pooled() -> open.add(attempt.in(Phase.ACCEPTED, now));
        case TxState.Absent() -> open.add(absent(attempt, now));
        case TxState.Dead _ -> {} // it never was and never will be: there is nothing to keep
        case TxState.Failed(Fault fault, String reason) ->
            noted =
                noted.failing(
                    Trouble.of(
                        attempt.size(),
                        Optional.of(attempt.prepared().txId()),
                        fault.because(reason),
                        now));
        case TxState.Final _ -> open.add(attempt); // settled one by one
      }
    }
    return noted.withAttempts(open);
  }

  /** Not there: what was included has been reorganised away and waits again. */
  private static Attempt absent(Attempt attempt, Instant now) {
    return attempt.phase() == Phase.INCLUDED ? attempt.in(Phase.MAYBE_SENT, now) : attempt;
  }
}
