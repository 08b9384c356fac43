package org.bricscodes.query;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs cursors, so that nobody can make one up or use it with another query: base64url of {@code
 * 01 ‖ cursor ‖ HMAC-SHA-256(key, 01 ‖ cursor ‖ query)[0..16]}, where the query is one text that
 * also says who may see what.
 */
public final class CursorSeal {

  private static final byte VERSION = 1;
  private static final int TAG = 16;
  private static final int MAX_TEXT = 200;

  private final SecretKeySpec key;

  /**
   * @param key 32 secret bytes; cursors are good as long as it stays the same
   */
  public CursorSeal(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("a cursor key has 32 bytes");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  String seal(Cursor cursor, String query) {
    byte[] body = cursor.encode();
    byte[] sealed = Arrays.copyOf(new byte[] {VERSION}, 1 + body.length + TAG);
    System.arraycopy(body, 0, sealed, 1, body.length);
    byte[] tag = tag(Arrays.copyOf(sealed, 1 + body.length), query);
    System.arraycopy(tag, 0, sealed, 1 + body.length, TAG);
    return print(sealed);
  }

  /** Empty unless it was sealed with this key for this query. */
  Optional<Cursor> open(String text, String query) {
    if (text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    byte[] sealed;
    try {
      sealed = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int length = sealed.length - TAG;
    // The decoder lets stray bits at the end pass; one cursor has one spelling.
    if (length < 1 || sealed[0] != VERSION || !print(sealed).equals(text)) {
      return Optional.empty();
    }
    byte[] tag = Arrays.copyOfRange(sealed, length, sealed.length);
    if (!MessageDigest.isEqual(tag, tag(Arrays.copyOf(sealed, length), query))) {
      return Optional.empty();
    }
    return Optional.of(Cursor.decode(Arrays.copyOfRange(sealed, 1, length)));
  }

  private byte[] tag(byte[] content, String query) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(content);
      mac.update(query.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(mac.doFinal(), TAG);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  private static String print(byte[] sealed) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }
}
