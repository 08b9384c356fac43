/**
 * Ledgers of the Ethereum kind, public and permissioned: checkpoints, single events and pledges in
 * contracts of ours, reached by JSON-RPC. Start at {@link
 * org.bricscodes.ledger.evm.EvmLedgerProvider}; {@code EvmLedger} is the life of a transaction,
 * {@code Chain} is the nodes it is lived on, {@code EvmReceipts} what is proven in the end.
 *
 * <p>Signing, ABI, RLP and the types of the RPC are web3j's. Nonces, fees, finality and proofs are
 * ours, because they decide what may be said.
 */
@NullMarked
package org.bricscodes.ledger.evm;

import org.jspecify.annotations.NullMarked;
