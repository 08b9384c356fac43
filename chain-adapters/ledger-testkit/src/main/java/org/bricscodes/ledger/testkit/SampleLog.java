package org.bricscodes.ledger.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.SignerKey;

/**
 * Signed checkpoints to anchor. The signatures are real, the roots are hashes of origin and size:
 * no ledger can tell, because a ledger never sees the log. Equal arguments give equal anchors.
 */
public final class SampleLog {

  private final String origin;
  private final SignerKey key;

  public SampleLog(String origin) {
    this.origin = origin;
    this.key = SignerKey.generate(origin, new SplittableRandom(origin.hashCode()));
  }

  public String origin() {
    return origin;
  }

  /** The one anchor of this log at {@code size}, which is positive. */
  public Anchor anchor(long size) {
    return anchor(size, "root");
  }

  /** Another root at the same size: what an honest log never signs. */
  public Anchor contradicting(long size) {
    return anchor(size, "another root");
  }

  /** The same checkpoint under one more signature, so that the bytes differ. */
  public Anchor resigned(long size) {
    SignedNote note = SignedNote.parse(anchor(size).bytes());
    SignerKey other = SignerKey.generate(origin, new SplittableRandom(1));
    return Anchor.of(note.with(other.sign(note.text())).bytes());
  }

  private Anchor anchor(long size, String kind) {
    Digest root =
        Digest.sha256((origin + "\n" + size + "\n" + kind).getBytes(StandardCharsets.UTF_8));
    String text = Checkpoint.of(origin, size, root).toString();
    return Anchor.of(new SignedNote(text, List.of(key.sign(text))).bytes());
  }
}
