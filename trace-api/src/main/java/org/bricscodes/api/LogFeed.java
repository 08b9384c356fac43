package org.bricscodes.api;

import org.bricscodes.anchoring.EventFeed;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.tlog.MerkleTree;
import org.bricscodes.tlog.TransparencyLog;

/** The entries of our log for a ledger that wants each: their leaf hashes, nothing else. */
record LogFeed(TransparencyLog log) implements EventFeed {

  @Override
  public long size() {
    return log.checkpoint().size();
  }

  @Override
  public EventRecord record(long index) {
    return new EventRecord(log.origin(), index, MerkleTree.leafHash(log.entry(index)));
  }
}
