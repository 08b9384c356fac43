package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A text and the signatures under it (c2sp.org/signed-note@v1.0.0). Holding one says nothing yet:
 * {@link #verify} does.
 *
 * @param text ends in a newline, which is signed; has no control character but newlines
 * @param signatures 1 to 100, in the order printed
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

  /** Longest note read, in bytes. */
  public static final int MAX_BYTES = 512 * 1024;

  /** Most signature lines read. */
  public static final int MAX_SIGNATURES = 100;

  public SignedNote {
    signatures = List.copyOf(signatures);
    requireText(text);
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw malformed("a note carries 1 to 100 signatures");
    }
  }

  /**
   * The inverse of {@link #bytes}.
   *
   * @throws NoteException ({@code MALFORMED_NOTE}) on any other form
   */
  public static SignedNote parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw malformed("a note has at most 524288 bytes");
    }
    try {
      return parse(StrictText.utf8(bytes));
    } catch (IllegalArgumentException e) {
      throw new NoteException(NoteException.Reason.MALFORMED_NOTE, "a note is valid UTF-8", e);
    }
  }

  /**
   * The inverse of {@link #toString}.
   *
   * @throws NoteException ({@code MALFORMED_NOTE}) on any other form
   */
  public static SignedNote parse(String note) {
    // Signature lines are never empty, so the last blank line is the separator.
    int separator = note.lastIndexOf("\n\n");
    if (note.length() > MAX_BYTES || separator < 0 || !note.endsWith("\n")) {
      throw malformed("a note is text, a blank line and signature lines, each ended by a newline");
    }
    String block = note.substring(separator + 2);
    List<NoteSignature> signatures = new ArrayList<>();
    int start = 0;
    while (start < block.length()) {
      int end = block.indexOf('\n', start);
      if (signatures.size() == MAX_SIGNATURES) {
        throw malformed("a note carries 1 to 100 signatures");
      }
      signatures.add(NoteSignature.parse(block.substring(start, end)));
      start = end + 1;
    }
    return new SignedNote(note.substring(0, separator + 1), signatures);
  }

  private static void requireText(String text) {
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw malformed("a note text ends in a newline and has no other control character");
    }
    if (text.length() > MAX_BYTES) {
      throw malformed("a note has at most 524288 bytes");
    }
    try {
      StrictText.utf8(text);
    } catch (IllegalArgumentException e) {
      throw new NoteException(NoteException.Reason.MALFORMED_NOTE, "a note is valid Unicode", e);
    }
  }

  private static NoteException malformed(String message) {
    return new NoteException(NoteException.Reason.MALFORMED_NOTE, message);
  }

  /** This note with one more signature line at its end. */
  public SignedNote with(NoteSignature signature) {
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new SignedNote(text, more);
  }

  /**
   * The known keys that signed, each once, in the order of {@code known}. Lines of other keys are
   * ignored, also those that match only by name or only by ID.
   *
   * @throws NoteException {@code BAD_SIGNATURE} if any line of a known key fails; the whole note is
   *     then worthless
   */
  public List<VerifierKey> verify(Collection<VerifierKey> known) {
    List<VerifierKey> signers = new ArrayList<>();
    for (VerifierKey key : known) {
      List<NoteSignature> lines = linesOf(key);
      if (!lines.stream().allMatch(line -> key.verifies(text, line))) {
        throw new NoteException(
            NoteException.Reason.BAD_SIGNATURE,
            "a signature of the known key " + key.name() + " does not verify");
      }
      if (!lines.isEmpty() && !signers.contains(key)) {
        signers.add(key);
      }
    }
    return signers;
  }

  /** The lines that claim to be by this key. */
  List<NoteSignature> linesOf(VerifierKey key) {
    return signatures.stream().filter(key::claims).toList();
  }

  /** The note as UTF-8. */
  public byte[] bytes() {
    return StrictText.utf8(toString());
  }

  @Override
  public String toString() {
    var note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature).append('\n'));
    return note.toString();
  }
}
