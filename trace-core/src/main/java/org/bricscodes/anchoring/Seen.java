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

  /** Of several final ones among {@code open} the smallest: none is covered before it is kept. */
  Optional<Attempt> firstFinal(List<Attempt> open) {
    return open.stream()
        .filter(attempt -> of(attempt) instanceof TxState.Final && !attempt.isFiller())
        .min(Comparator.comparingLong(Attempt::size));
  }

  /** Executed to no further use: what it cost is still to be counted. */
  List<Attempt> spent() {
    return attempts.stream()
        .filter(
            attempt ->
                of(attempt) instanceof TxState.Failed
                    || (attempt.isFiller() && of(attempt) instanceof TxState.Final))
        .toList();
  }

  /** Included before, and now elsewhere or nowhere: a reorganisation. */
  List<Attempt> takenBack() {
    return attempts.stream()
        .filter(attempt -> attempt.phase() == Phase.INCLUDED)
        .filter(
            attempt ->
                switch (of(attempt)) {
                  case TxState.Included(Position position) -> attempt.moves(position);
                  case TxState.Final(Position position) -> attempt.moves(position);
                  case TxState.Pooled() -> true;
                  case TxState.Absent() -> true;
                  case TxState.Dead _ -> true;
                  case TxState.Failed _ -> false;
                })
        .toList();
  }

  /** {@code work} brought up to date; attempts that can come to nothing more are ended. */
  Work update(Work work, Instant now) {
    List<Attempt> open = new ArrayList<>();
    Work noted = work;
    Tally tally = work.tally();
    for (Attempt attempt : attempts) {
      switch (of(attempt)) {
        case TxState.Included(Position position) -> open.add(attempt.includedAt(position, now));
        case TxState.Pooled() -> open.add(attempt.in(Phase.ACCEPTED, now));
        case TxState.Absent() -> open.add(absent(attempt, now));
        case TxState.Dead _ -> tally = tally.dying(); // never was, never will be: nothing to keep
        case TxState.Failed(Fault fault, String reason) -> {
          tally = tally.failing();
          noted =
              noted.failing(
                  Trouble.of(
                      attempt.size(),
                      Optional.of(attempt.prepared().txId()),
                      fault.because(reason),
                      now));
        }
        case TxState.Final(Position position) -> {
          if (!attempt.isFiller()) { // others are settled one by one
            open.add(attempt.moves(position) ? attempt.includedAt(position, now) : attempt);
          }
        }
      }
    }
    for (int i = 0; i < takenBack().size(); i++) {
      tally = tally.reorganised();
    }
    return noted.withAttempts(open).counting(tally);
  }

  /** Not there: what was included has been reorganised away and waits again. */
  private static Attempt absent(Attempt attempt, Instant now) {
    return attempt.phase() == Phase.INCLUDED ? attempt.in(Phase.MAYBE_SENT, now) : attempt;
  }
}
