package org.bricscodes.ledger;

import java.time.Duration;

/**
 * A facet of ledgers with {@link Capability#EXCLUSIVE_REGISTRY}: one active pledge for one asset.
 * Changes are {@link PledgeChange}s and go the way of every transaction: {@link Ledger#prepare},
 * persist, {@link Ledger#submit}, {@link Ledger#inspect} until final. Nothing else changes a
 * pledge, except that it ends when the block time reaches its {@code until}.
 *
 * <table>
 * <caption>What a change does, by the state at its execution</caption>
 * <tr><td></td><td>free, released, expired</td><td>pledged by this holder</td><td>pledged by
 *     another</td></tr>
 * <tr><td>pledge</td><td>pledged</td><td>{@link Fault#HELD}</td><td>{@link Fault#HELD}</td></tr>
 * <tr><td>extend</td><td>{@link Fault#NOT_HELD}</td><td>pledged, if {@code until} is later than
 *     before; else {@link Fault#REJECTED}</td><td>{@link Fault#NOT_HELD}</td></tr>
 * <tr><td>release</td><td>{@link Fault#NOT_HELD}</td><td>released</td><td>{@link
 *     Fault#NOT_HELD}</td></tr>
 * </table>
 *
 * <p>A pledge or an extension whose {@code until} the block time has reached is {@link
 * Fault#EXPIRED}.
 *
 * <p><b>First final wins.</b> Of competing pledges exactly one becomes {@link TxState.Final}; the
 * others are refused or end as {@link TxState.Failed}, with {@link Fault#HELD}. What the loser
 * learns, by {@link #lookup}, is the winner's opaque handle and when it ends, nothing more.
 *
 * <p><b>Whose it is.</b> A pledge belongs to the handle <i>and</i> to the signer that wrote it:
 * only that signer, naming that handle, extends or releases it. A handle alone entitles to nothing.
 *
 * <p><b>Idempotence.</b> By (signer, fingerprint, holder, request id), for ever: a change that took
 * effect once and is asked for again, in a new transaction too, is executed without changing
 * anything and becomes {@link TxState.Final}, whatever has happened since. The same request id for
 * another act is {@link Fault#REJECTED}. An id is used up for its signer alone: what others write
 * under it is judged as if it were new, so that nobody who saw it can use it up first.
 *
 * <p>Refusals come as early as they are known: from {@code prepare} by what is executed then, from
 * {@code submit} or as {@code Failed} by what is executed later. A faithful ledger enforces all of
 * this itself, in its contract or chaincode; an adapter never decides it alone.
 */
public interface ExclusiveRegistry {

  /**
   * How an asset stands. Needs no writer's credentials.
   *
   * @throws LedgerException.Unavailable if the ledger cannot be read in time
   */
  PledgeAnswer lookup(Fingerprint fingerprint, Duration within)
      throws LedgerException, InterruptedException;
}
