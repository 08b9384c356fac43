package org.bricscodes.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.tlog.Digest;

/**
 * The rules of an {@link ExclusiveRegistry}, for ledgers that are kept in this process: changes go
 * in one after the other, in the ledger's order and with its block times, and the book is a pure
 * function of them. Memory grows by about 500 bytes a change. Not thread-safe.
 */
public final class PledgeBook {

  /** Of one signer: nobody uses up another's. */
  private record Request(
      String signer, Fingerprint fingerprint, HolderHandle holder, RequestId id) {}

  /** The last pledge of an asset; {@code released} ends it before its time. */
  private record Entry(
      HolderHandle holder, String signer, Instant until, Optional<ReleaseReason> released) {

    boolean active(Instant at) {
      return released.isEmpty() && at.isBefore(until);
    }
  }

  private final Map<Fingerprint, Entry> entries = new HashMap<>();
  private final Map<Request, Digest> requests = new HashMap<>();

  /**
   * Why {@code change}, executed now, would have no effect; empty if it is taken, be it as one that
   * took effect before.
   *
   * @param signer who wrote the transaction, as the ledger names it
   * @param at the block time of its execution
   */
  public Optional<Fault> refusal(PledgeChange change, String signer, Instant at) {
    Digest done = requests.get(request(change, signer));
    if (done != null) {
      return done.equals(digest(change)) ? Optional.empty() : Optional.of(Fault.REJECTED);
    }
    Optional<Entry> active =
        Optional.ofNullable(entries.get(change.fingerprint())).filter(entry -> entry.active(at));
    boolean own =
        active
            .filter(e -> e.holder().equals(change.holder()) && e.signer().equals(signer))
            .isPresent();
    return switch (change.act()) {
      case PledgeChange.Pledge(Instant until) -> {
        if (active.isPresent()) {
          yield Optional.of(Fault.HELD);
        }
        yield until.isAfter(at) ? Optional.empty() : Optional.of(Fault.EXPIRED);
      }
      case PledgeChange.Extend(Instant until) -> {
        if (!own) {
          yield Optional.of(Fault.NOT_HELD);
        }
        if (!until.isAfter(at)) {
          yield Optional.of(Fault.EXPIRED);
        }
        yield until.isAfter(active.get().until()) ? Optional.empty() : Optional.of(Fault.REJECTED);
      }
      case PledgeChange.Release _ -> own ? Optional.empty() : Optional.of(Fault.NOT_HELD);
    };
  }

  /**
   * Executes a change that is not refused.
   *
   * @throws IllegalStateException if it is
   */
  public void apply(PledgeChange change, String signer, Instant at) {
    Optional<Fault> refusal = refusal(change, signer, at);
    if (refusal.isPresent()) {
      throw new IllegalStateException("this change is refused: " + refusal.get());
    }
    if (requests.putIfAbsent(request(change, signer), digest(change)) != null) {
      return; // it took effect before
    }
    Fingerprint asset = change.fingerprint();
    switch (change.act()) {
      case PledgeChange.Pledge(Instant until) ->
          entries.put(asset, new Entry(change.holder(), signer, until, Optional.empty()));
      case PledgeChange.Extend(Instant until) ->
          entries.put(asset, new Entry(change.holder(), signer, until, Optional.empty()));
      case PledgeChange.Release(ReleaseReason reason) ->
          entries.computeIfPresent(
              asset, (key, e) -> new Entry(e.holder(), e.signer(), e.until(), Optional.of(reason)));
    }
  }

  /** How an asset stands at a block time. */
  public PledgeState state(Fingerprint asset, Instant at) {
    Entry entry = entries.get(asset);
    if (entry == null) {
      return new PledgeState.Free();
    }
    if (entry.released().isPresent()) {
      return new PledgeState.Released(entry.released().get());
    }
    return entry.active(at)
        ? new PledgeState.Pledged(entry.holder(), entry.until())
        : new PledgeState.Expired(entry.until());
  }

  private static Request request(PledgeChange change, String signer) {
    return new Request(signer, change.fingerprint(), change.holder(), change.request());
  }

  private static Digest digest(PledgeChange change) {
    return Digest.sha256(change.bytes());
  }
}
