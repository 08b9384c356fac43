package org.bricscodes.tlog;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A verified cosignature, {@code cosignature/v1} (c2sp.org/tlog-cosignature@v1.0.1) or by ML-DSA-44
 * (v1.1.0-rc.1): at {@code time} this was the largest consistent tree the witness had seen for the
 * origin.
 *
 * @param key the witness's, under which it was verified
 * @param time what the witness's clock said, to the second
 */
public record Cosignature(VerifierKey key, Instant time) {

  private static final byte[] SUBTREE_LABEL = StrictText.utf8("subtree/v1\n\0");

  /** Later seconds have no {@link Instant}; the year is then beyond 1,000,000,000. */
  private static final long MAX_SECONDS = Instant.MAX.getEpochSecond();

  static Cosignature of(VerifierKey key, NoteSignature line) {
    return new Cosignature(key, Instant.ofEpochSecond(seconds(line)));
  }

  /** Key name of the witness. */
  public String witness() {
    return key.name();
  }

  static boolean hasForm(NoteSignature line, int signatureBytes) {
    byte[] blob = line.signature();
    return blob.length == Long.BYTES + signatureBytes
        && seconds(line) >= 0
        && seconds(line) <= MAX_SECONDS;
  }

  static long seconds(NoteSignature line) {
    return ByteBuffer.wrap(line.signature()).getLong();
  }

  static byte[] rawSignature(NoteSignature line) {
    byte[] blob = line.signature();
    return Arrays.copyOfRange(blob, Long.BYTES, blob.length);
  }

  /** What is signed: the time, and the whole note text with its final newline. */
  static byte[] message(String noteText, long seconds) {
    return StrictText.utf8("cosignature/v1\ntime " + seconds + "\n" + noteText);
  }

  /**
   * What ML-DSA-44 signs (c2sp.org/tlog-cosignature@v1.1.0-rc.1): the cosigner's name, the time,
   * and of the checkpoint its origin, size and root, as the subtree from 0. Empty if the text is no
   * checkpoint.
   */
  static Optional<byte[]> subtreeMessage(String cosigner, String noteText, long seconds) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(noteText);
    } catch (NoteException e) {
      return Optional.empty();
    }
    byte[] name = StrictText.utf8(cosigner);
    byte[] origin = StrictText.utf8(checkpoint.origin());
    int length = SUBTREE_LABEL.length + 2 + name.length + origin.length + 3 * Long.BYTES;
    ByteBuffer message = ByteBuffer.allocate(length + Digest.BYTES);
    message.put(SUBTREE_LABEL).put((byte) name.length).put(name).putLong(seconds);
    message.put((byte) origin.length).put(origin).putLong(0).putLong(checkpoint.size());
    return Optional.of(message.put(checkpoint.root().bytes()).array());
  }

  static byte[] blob(long seconds, byte[] signature) {
    return ByteBuffer.allocate(Long.BYTES + signature.length)
        .putLong(seconds)
        .put(signature)
        .array();
  }
}
