package org.bricscodes.tlog;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Names and IDs of note keys (c2sp.org/signed-note@v1.0.0). */
final class KeyNames {

  private static final int NEXT_LINE = 0x85;
  private static final int MAX_NAME_BYTES = 255;

  private KeyNames() {}

  static void require(String name) {
    boolean wellFormed =
        !name.isEmpty()
            && name.codePoints().noneMatch(c -> c < 0x20 || c == '+' || isUnicodeSpace(c));
    if (!wellFormed || StrictText.utf8(name).length > MAX_NAME_BYTES) {
      throw new NoteException(
          NoteException.Reason.MALFORMED_KEY,
          "a key name has 1 to 255 bytes without space, control character or '+'");
    }
  }

  private static boolean isUnicodeSpace(int codePoint) {
    return Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE;
  }

  /** {@code SHA-256(name || 0x0A || type || publicKey)[0:4]}. */
  static int keyId(String name, KeyType type, byte[] publicKey) {
    Digest digest =
        Digest.sha256(StrictText.utf8(name + "\n"), new byte[] {type.code()}, publicKey);
    return ByteBuffer.wrap(digest.bytes()).getInt();
  }

  static String hex(int keyId) {
    return HexFormat.of().toHexDigits(keyId);
  }
}
