package org.bricscodes.ledger;

/**
 * Who a ledger is, as it may be shown to anyone.
 *
 * @param id its name for ever
 * @param title a few words for people, such as {@code second log directory}
 * @param adapter the adapter and its receipt format's version, such as {@code directory/1}
 * @param signer the public identity anchors are written under; empty if there is none
 * @param trust what a verifier must pin to check receipts off-line ({@link
 *     LedgerProvider#offlineVerifier}), such as a verifier key or a genesis hash; empty if receipts
 *     cannot be checked off-line
 */
public record LedgerDescriptor(
    LedgerId id, String title, String adapter, String signer, String trust) {}
