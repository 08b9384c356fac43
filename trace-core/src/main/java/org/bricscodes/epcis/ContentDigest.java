package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The digest that decides whether two events are the same content: SHA-256 over the RFC 8785 form
 * of the event object without its {@code recordTime}, a line feed, and the RFC 8785 form of the
 * context. White space, key order and number spelling do not matter; everything else does.
 */
public final class ContentDigest {

  private static final byte[] RECORD_TIME = "\"recordTime\"".getBytes(StandardCharsets.US_ASCII);

  private ContentDigest() {}

  /**
   * The digest, 32 bytes.
   *
   * @param event an event object that an {@link EpcisJson} accepted
   * @param context its context, likewise
   * @throws IllegalArgumentException if one of them is not well-formed JSON
   */
  public static byte[] of(byte[] event, byte[] context) {
    Utf8Buffer out = new Utf8Buffer(event.length + context.length + 1);
    Jcs jcs = new Jcs(out);
    jcs.write(event, RECORD_TIME);
    out.append('\n');
    jcs.write(context, new byte[0]);
    MessageDigest sha256 = Sha256.start();
    sha256.update(out.array(), 0, out.length());
    return sha256.digest();
  }
}
