package org.bricscodes.tlog;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a note: {@code — name base64(keyId || signature)}.
 *
 * @param name key name: not empty, no Unicode space, no {@code +}
 * @param keyId first four bytes of the key's hash, big-endian
 * @param signature 1 to 4,096 bytes after the key ID; never modified
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare contents
public record NoteSignature(String name, int keyId, byte[] signature) {

  private static final String DASH = "\u2014 ";
  private static final int MAX_SIGNATURE_BYTES = 4096;

  public NoteSignature {
    if (!KeyNames.isValid(name)) {
      throw malformed("a key name has 1 to 255 bytes without space, control character or '+'");
    }
    if (signature.length == 0 || signature.length > MAX_SIGNATURE_BYTES) {
      throw new NoteException(
          NoteException.Reason.MALFORMED_NOTE, "a signature takes 1 to 4096 bytes");
    }
    signature = signature.clone();
  }

  /** The inverse of {@link #toString}; throws {@link NoteException} on any other form. */
  static NoteSignature parse(String line) {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw malformed("a signature line is: em dash, space, key name, space, base64");
    }
    byte[] blob;
    try {
      blob = StrictText.base64(line.substring(space + 1));
    } catch (IllegalArgumentException e) {
      throw new NoteException(
          NoteException.Reason.MALFORMED_NOTE, "a signature is not canonical base64", e);
    }
    if (blob.length <= Integer.BYTES) {
      throw malformed("a signature holds a 4-byte key ID and at least one byte");
    }
    return new NoteSignature(
        line.substring(DASH.length(), space),
        ByteBuffer.wrap(blob).getInt(),
        Arrays.copyOfRange(blob, Integer.BYTES, blob.length));
  }

  private static NoteException malformed(String message) {
    return new NoteException(NoteException.Reason.MALFORMED_NOTE, message);
  }

  /** A copy of the bytes after the key ID. */
  @Override
  public byte[] signature() {
    return signature.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature line
        && name.equals(line.name)
        && keyId == line.keyId
        && Arrays.equals(signature, line.signature);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(signature);
  }

  /** The line without its newline. */
  @Override
  public String toString() {
    byte[] blob =
        ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(keyId).put(signature).array();
    return DASH + name + " " + StrictText.base64(blob);
  }
}
