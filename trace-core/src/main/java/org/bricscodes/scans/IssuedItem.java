package org.bricscodes.scans;

/**
 * An item of ours.
 *
 * @param owner the party whose code it is, who sees its history and alarms
 * @param lot the lot it was issued for
 * @param facts as they are now
 */
public record IssuedItem(String owner, String lot, ItemFacts facts) {}
