package org.bricscodes.store.cassandra;

/**
 * Who has a part of a keyspace, as its row said a moment ago.
 *
 * @param held whether somebody has it who did not give it back. That one may have died since: it
 *     lives if {@code renewal} is another number some seconds later
 * @param address how other processes reach the holder; empty if they do not, or if it is not held
 * @param renewal counts up every three seconds while the holder lives, and once when it gives the
 *     part back
 */
public record Holder(Part part, boolean held, String address, long renewal) {}
