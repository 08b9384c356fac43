package org.bricscodes.tlog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A checkpoint and the cosignatures of it that came so far, each verified. Immutable.
 *
 * @param plain as the log signed it, without further lines
 * @param lines by the key of the witness
 */
record Gathering(SignedNote plain, Checkpoint checkpoint, Map<VerifierKey, NoteSignature> lines) {

  Gathering {
    lines = Map.copyOf(lines);
  }

  static Gathering of(SignedCheckpoint signed) {
    return new Gathering(signed.note(), signed.checkpoint(), Map.of());
  }

  boolean isOf(SignedCheckpoint signed) {
    return plain.text().equals(signed.note().text());
  }

  long size() {
    return checkpoint.size();
  }

  Gathering with(VerifierKey key, NoteSignature line) {
    Map<VerifierKey, NoteSignature> more = new HashMap<>(lines);
    more.put(key, line);
    return new Gathering(plain, checkpoint, more);
  }

  Set<VerifierKey> cosigners() {
    return lines.keySet();
  }

  /** The note with all lines, in the order of {@code witnesses}, so that equal sets print alike. */
  SignedNote note(List<VerifierKey> witnesses) {
    SignedNote note = plain;
    for (VerifierKey witness : witnesses) {
      NoteSignature line = lines.get(witness);
      if (line != null) {
        note = note.with(line);
      }
    }
    return note;
  }
}
