package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * What a verifier pins about one log. Never take any of it from the proof that is to be checked.
 *
 * @param origin the log's identity
 * @param keys the log's keys, old ones included; a signature by any one suffices
 * @param witnesses keys whose cosignatures count, none that signs as a log
 * @param quorum how many different witnesses must have cosigned; 0 asks for none
 */
public record TrustedLog(
    String origin, List<VerifierKey> keys, List<VerifierKey> witnesses, int quorum) {

  public TrustedLog {
    keys = List.copyOf(keys);
    witnesses = List.copyOf(witnesses);
    if (keys.isEmpty() || !keys.stream().allMatch(key -> key.type() == KeyType.ED25519)) {
      throw new IllegalArgumentException("a log has at least one key, all of type Ed25519");
    }
    if (!witnesses.stream().allMatch(key -> key.type().isWitnesses())) {
      throw new IllegalArgumentException("a witness's key is of type cosignature/v1 or ML-DSA-44");
    }
    long different =
        witnesses.stream().map(key -> Digest.sha256(key.publicKey())).distinct().count();
    if (different != witnesses.size() || quorum < 0 || quorum > different) {
      throw new IllegalArgumentException(
          "witness keys differ, and the quorum is at most their number");
    }
  }

  /** The log whose origin is the key's name, without witnesses. */
  public static TrustedLog of(VerifierKey key) {
    return new TrustedLog(key.name(), List.of(key), List.of(), 0);
  }

  /**
   * Reads and verifies a checkpoint note.
   *
   * @throws NoteException naming the first check that failed
   */
  public SignedCheckpoint verify(byte[] note) {
    return verify(SignedNote.parse(note));
  }

  /**
   * Verifies a checkpoint note: origin, then the log's signature, then the quorum.
   *
   * @throws NoteException naming the first check that failed
   */
  public SignedCheckpoint verify(SignedNote note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (!checkpoint.origin().equals(origin)) {
      throw new NoteException(
          NoteException.Reason.WRONG_ORIGIN, "the checkpoint belongs to another log");
    }
    if (note.verify(keys).isEmpty()) {
      throw new NoteException(
          NoteException.Reason.NO_KNOWN_SIGNATURE, "no signature is by a pinned key of the log");
    }
    List<Cosignature> cosignatures = new ArrayList<>();
    for (VerifierKey witness : note.verify(witnesses)) {
      cosignatures.add(Cosignature.of(witness, note.linesOf(witness).getFirst()));
    }
    if (cosignatures.size() < quorum) {
      throw new NoteException(
          NoteException.Reason.QUORUM_NOT_REACHED,
          "the checkpoint has " + cosignatures.size() + " of " + quorum + " cosignatures");
    }
    return new SignedCheckpoint(checkpoint, note, cosignatures);
  }
}
