package org.bricscodes.tlog;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Names and IDs of note keys (c2sp.org/signed-note@v1.0.0). */
final class KeyNames {

  private static final int NEXT_LINE = 0x85;
  private static final int MAX_NAME_BYTES = 255;

  private KeyNames() {}

  /** Whether it is 1 to 255 bytes of Unicode without space, control character or {@code +}. */
  static boolean isValid(String name) {
    return !name.isEmpty()
        && name.codePoints().noneMatch(c -> c < 0x20 || c == '+' || isUnicodeSpace(c))
        && StrictText.isUnicode(name)
        && StrictText.utf8(name).length <= MAX_NAME_BYTES;
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
