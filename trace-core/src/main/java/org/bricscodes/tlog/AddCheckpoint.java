package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * The body of a request for a cosignature (c2sp.org/tlog-witness@v1.0.0, add-checkpoint): the size
 * the witness is believed to know, the proof from there, an empty line, the checkpoint. Holding one
 * says nothing yet: {@link Witness} checks it.
 *
 * @param proof hashes in the order of RFC 9162 §2.1.4.1, at most 63; empty from size 0
 * @param checkpoint as the log signed it
 */
record AddCheckpoint(long oldSize, List<Digest> proof, SignedNote checkpoint) {

  static final int MAX_BYTES = Witness.MAX_REQUEST_BYTES;

  private static final String OLD = "old ";
  private static final int MAX_PROOF = 63;

  AddCheckpoint {
    proof = List.copyOf(proof);
    if (oldSize < 0 || proof.size() > MAX_PROOF) {
      throw malformed("the old size is not negative, and a proof has at most 63 hashes");
    }
  }

  /**
   * The inverse of {@link #bytes}.
   *
   * @throws ProofException ({@code MALFORMED}) if the lines before the checkpoint have any other
   *     form
   * @throws NoteException ({@code MALFORMED_NOTE}) if the checkpoint is no note
   */
  static AddCheckpoint parse(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw malformed("a request has at most " + MAX_BYTES + " bytes");
    }
    String text;
    try {
      text = StrictText.utf8(body);
    } catch (IllegalArgumentException e) {
      throw malformed("a request is UTF-8");
    }
    int blank = text.indexOf("\n\n");
    if (!text.startsWith(OLD) || blank < 0) {
      throw malformed("a request is the line 'old SIZE', hashes, an empty line and a checkpoint");
    }
    List<String> lines = List.of(text.substring(0, blank).split("\n", MAX_PROOF + 2));
    if (lines.size() > MAX_PROOF + 1) {
      throw malformed("a proof has at most 63 hashes");
    }
    SignedNote checkpoint = SignedNote.parse(text.substring(blank + 2));
    if (checkpoint.text().startsWith("\n")) {
      throw malformed("a checkpoint's first line is its log's origin");
    }
    return new AddCheckpoint(oldSize(lines.getFirst()), proof(lines), checkpoint);
  }

  private static long oldSize(String line) {
    try {
      return StrictText.decimal(line.substring(OLD.length()));
    } catch (IllegalArgumentException e) {
      throw malformed("the old size is decimal, without sign or leading zero, below 2^63");
    }
  }

  private static List<Digest> proof(List<String> lines) {
    List<Digest> proof = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      try {
        proof.add(Digest.parseBase64(lines.get(i)));
      } catch (IllegalArgumentException e) {
        throw malformed("line " + (i + 1) + " is not canonical base64 of a 32-byte hash");
      }
    }
    return proof;
  }

  /** The log the checkpoint says it is of: its first line. */
  String origin() {
    return checkpoint.text().substring(0, checkpoint.text().indexOf('\n'));
  }

  private static ProofException malformed(String message) {
    return new ProofException(ProofException.Reason.MALFORMED, message);
  }

  byte[] bytes() {
    return StrictText.utf8(toString());
  }

  @Override
  public String toString() {
    var text = new StringBuilder(OLD).append(oldSize).append('\n');
    proof.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }
}
