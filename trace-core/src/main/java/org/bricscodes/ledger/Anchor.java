package org.bricscodes.ledger;

import java.util.Arrays;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.SignedNote;

/**
 * What is carried to a ledger: one checkpoint as its log signed it, with the cosignatures it has by
 * then. Equal when the bytes are equal, so give it one and the same note of a checkpoint, though
 * witnesses may add lines later; the signatures are not checked here. Immutable.
 */
public final class Anchor implements Content {

  /** The longest note taken by any ledger, in bytes. */
  public static final int MAX_BYTES = 16 << 10;

  private final byte[] bytes;
  private final Checkpoint checkpoint;

  private Anchor(byte[] bytes, Checkpoint checkpoint) {
    this.bytes = bytes;
    this.checkpoint = checkpoint;
  }

  /**
   * The anchor of a signed note whose text is a checkpoint.
   *
   * @throws org.bricscodes.tlog.TlogException if it is no such note
   * @throws IllegalArgumentException if it is longer than {@link #MAX_BYTES}
   */
  public static Anchor of(byte[] note) {
    if (note.length > MAX_BYTES) {
      throw new IllegalArgumentException("an anchor takes 16384 bytes at most");
    }
    byte[] copy = note.clone();
    return new Anchor(copy, Checkpoint.parse(SignedNote.parse(copy).text()));
  }

  /** The anchor of a verified checkpoint. */
  public static Anchor of(SignedCheckpoint checkpoint) {
    return of(checkpoint.note().bytes());
  }

  /** A copy of the signed note. */
  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** What the note says: origin, size and root. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Anchor anchor && Arrays.equals(bytes, anchor.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Anchor[" + checkpoint.origin() + " " + checkpoint.size() + "]";
  }
}
