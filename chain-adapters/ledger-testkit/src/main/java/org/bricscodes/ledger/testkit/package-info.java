/**
 * The contract every ledger adapter must pass, and what it takes to test against ledgers. An
 * adapter's test extends {@link org.bricscodes.ledger.testkit.LedgerContract} and supplies its
 * ledger; {@link org.bricscodes.ledger.testkit.FaultyLedger} loses requests and answers of any
 * ledger by script; {@link org.bricscodes.ledger.testkit.MemoryNetwork} is a ledger in memory with
 * pool, blocks, replacements and reorganisations.
 */
@NullMarked
package org.bricscodes.ledger.testkit;

import org.jspecify.annotations.NullMarked;
