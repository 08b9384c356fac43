package org.bricscodes.tlog;

import java.util.List;

/**
 * A checkpoint whose signatures were verified under pinned keys. Instances come only from {@link
 * TrustedLog#verify(SignedNote)} and {@link TransparencyLog}, so holding one is the verdict.
 */
public final class SignedCheckpoint {

  private final Checkpoint checkpoint;
  private final SignedNote note;
  private final List<Cosignature> cosignatures;

  SignedCheckpoint(Checkpoint checkpoint, SignedNote note, List<Cosignature> cosignatures) {
    this.checkpoint = checkpoint;
    this.note = note;
    this.cosignatures = List.copyOf(cosignatures);
  }

  /** Origin, size and root. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Number of leaves. */
  public long size() {
    return checkpoint.size();
  }

  /** Root hash of the tree of that size. */
  public Digest root() {
    return checkpoint.root();
  }

  /** The note exactly as signed, with lines of unknown keys. */
  public SignedNote note() {
    return note;
  }

  /** Verified cosignatures of pinned witnesses. */
  public List<Cosignature> cosignatures() {
    return cosignatures;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedCheckpoint that && note.equals(that.note);
  }

  @Override
  public int hashCode() {
    return note.hashCode();
  }

  /** The note's text form. */
  @Override
  public String toString() {
    return note.toString();
  }
}
