package org.bricscodes.tlog;

import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;

/** Checkpoints the log's key signs although no such log exists. */
final class TestCheckpoints {

  private TestCheckpoints() {}

  static SignedNote sign(SignerKey key, long size, Digest root) {
    String text = Checkpoint.of(key.name(), size, root).toString();
    return new SignedNote(text, List.of(key.sign(text)));
  }

  /** A verified checkpoint of this size with a root of its own. */
  static SignedCheckpoint of(long size) {
    Digest root = size == 0 ? MerkleTree.emptyRoot() : MerkleTree.leafHash(new byte[] {1, 2, 3});
    return Logs.TRUSTED.verify(sign(Logs.KEY, size, root));
  }

  static LogOptions largeOptions() {
    return LogOptions.standard(InstantSource.fixed(Logs.NOW), new SplittableRandom(3));
  }
}
