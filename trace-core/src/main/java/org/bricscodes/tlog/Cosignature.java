package org.bricscodes.tlog;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * A verified {@code cosignature/v1} (c2sp.org/tlog-cosignature@v1.0.1): at {@code time} this was
 * the largest consistent tree the witness had seen for the origin.
 *
 * @param key the witness's, under which it was verified
 * @param time what the witness's clock said, to the second
 */
public record Cosignature(VerifierKey key, Instant time) {

  private static final int BLOB_BYTES = Long.BYTES + Ed25519.SIGNATURE_BYTES;

  /** Later seconds have no {@link Instant}; the year is then beyond 1,000,000,000. */
  private static final long MAX_SECONDS = Instant.MAX.getEpochSecond();

  static Cosignature of(VerifierKey key, NoteSignature line) {
    return new Cosignature(key, Instant.ofEpochSecond(seconds(line)));
  }

  /** Key name of the witness. */
  public String witness() {
    return key.name();
  }

  static boolean hasForm(NoteSignature line) {
    byte[] blob = line.signature();
    return blob.length == BLOB_BYTES && seconds(line) >= 0 && seconds(line) <= MAX_SECONDS;
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

  static byte[] blob(long seconds, byte[] signature) {
    return ByteBuffer.allocate(BLOB_BYTES).putLong(seconds).put(signature).array();
  }
}
