package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything but the entry and the pinned keys that is needed to check inclusion off-line: the
 * {@code .tlog-proof} text form (c2sp.org/tlog-proof, version 1). Holding one says nothing yet:
 * {@link #verify} does.
 *
 * @param extra unauthenticated base64 line, such as a salt; empty if none
 * @param index zero-based leaf index
 * @param path sibling hashes, leaf side first, at most 63
 * @param checkpoint the checkpoint note, cosignatures included
 */
public record TlogProof(
    Optional<String> extra, long index, List<Digest> path, SignedNote checkpoint) {

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int MAX_PATH = 63;
  private static final int MAX_EXTRA = 64 * 1024;

  public TlogProof {
    path = List.copyOf(path);
    if (index < 0 || path.size() > MAX_PATH) {
      throw malformed("a proof has an index that is not negative and at most 63 hashes");
    }
    extra.ifPresent(TlogProof::requireExtra);
  }

  /** The text form of an inclusion proof under the checkpoint of its own size. */
  public static TlogProof of(InclusionProof proof, SignedCheckpoint checkpoint) {
    if (proof.size() != checkpoint.size()) {
      throw new IllegalArgumentException("the proof must be for the checkpoint's size");
    }
    return new TlogProof(Optional.empty(), proof.index(), proof.path(), checkpoint.note());
  }

  /**
   * The inverse of {@link #toString}.
   *
   * @throws ProofException ({@code MALFORMED}) if the proof's own lines are in any other form
   * @throws NoteException ({@code MALFORMED_NOTE}) if the checkpoint note is
   */
  public static TlogProof parse(String text) {
    int blank = text.indexOf("\n\n");
    if (text.length() > SignedNote.MAX_BYTES || blank < 0) {
      throw malformed("a proof is lines, a blank line and a checkpoint");
    }
    List<String> lines = List.of(text.substring(0, blank).split("\n", MAX_PATH + 4));
    int at = 0;
    if (!lines.get(at).equals(HEADER)) {
      throw malformed("a proof starts with c2sp.org/tlog-proof@v1");
    }
    at++;
    Optional<String> extra = Optional.empty();
    if (at < lines.size() && lines.get(at).startsWith(EXTRA)) {
      extra = Optional.of(lines.get(at).substring(EXTRA.length()));
      at++;
    }
    if (at >= lines.size() || !lines.get(at).startsWith(INDEX)) {
      throw malformed("a proof states its index");
    }
    SignedNote note = SignedNote.parse(text.substring(blank + 2));
    try {
      long index = StrictText.decimal(lines.get(at).substring(INDEX.length()));
      List<Digest> path =
          lines.subList(at + 1, lines.size()).stream().map(Digest::parseBase64).toList();
      return new TlogProof(extra, index, path, note);
    } catch (IllegalArgumentException e) {
      throw malformed("a proof's index is decimal and its hashes base64 of 32 bytes");
    }
  }

  private static void requireExtra(String extra) {
    try {
      if (extra.length() <= MAX_EXTRA && StrictText.base64(extra).length > 0) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw malformed("the extra line of a proof is canonical base64");
    }
    throw malformed("the extra line of a proof has 4 to 65536 characters");
  }

  private static ProofException malformed(String message) {
    return new ProofException(ProofException.Reason.MALFORMED, message);
  }

  /**
   * Verifies origin, signature, quorum and inclusion, in this order.
   *
   * @param leafHash from the entry itself, see {@link MerkleTree#leafHash}
   * @return the checkpoint under which the entry is included
   * @throws NoteException if the checkpoint fails
   * @throws ProofException if the inclusion proof fails
   */
  public SignedCheckpoint verify(Digest leafHash, TrustedLog log) {
    SignedCheckpoint verified = log.verify(checkpoint);
    new InclusionProof(index, verified.size(), path).verify(leafHash, verified.root());
    return verified;
  }

  /** The text form, with the checkpoint verbatim at its end. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    extra.ifPresent(base64 -> lines.add(EXTRA + base64));
    lines.add(INDEX + index);
    path.forEach(hash -> lines.add(hash.base64()));
    return String.join("\n", lines) + "\n\n" + checkpoint;
  }
}
