/**
 * The ledger adapter SPI: signed checkpoints in, receipts out. An adapter sees digests, never a
 * product, a place or a party. Start at {@link org.bricscodes.ledger.Ledger}, the contract; {@link
 * org.bricscodes.ledger.LedgerProvider} is what an adapter registers, and {@link
 * org.bricscodes.ledger.LedgerProviders} finds one by its exact id.
 *
 * <p>What is particular to one ledger stays in its adapter: nonces, fees, gas, endorsement, expiry
 * heights and block numbers travel inside {@link org.bricscodes.ledger.Prepared#bytes()}, and the
 * adapter answers the only questions the caller has about them: may this attempt still be executed
 * ({@link org.bricscodes.ledger.TxState}), and may a write exist after this failure ({@link
 * org.bricscodes.ledger.Fault}).
 *
 * <p>Two facets are optional: {@link org.bricscodes.ledger.EventRecorder}, single events by
 * themselves, and {@link org.bricscodes.ledger.ExclusiveRegistry}, one active pledge for one asset.
 * What they carry are {@link org.bricscodes.ledger.Content}s, as an anchor is one, and everything
 * goes the same way: prepare, persist, submit, inspect. A third comes when something uses it: an
 * ordered stream of what others anchored.
 */
@NullMarked
package org.bricscodes.ledger;

import org.jspecify.annotations.NullMarked;
