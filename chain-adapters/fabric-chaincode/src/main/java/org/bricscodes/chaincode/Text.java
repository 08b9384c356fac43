package org.bricscodes.chaincode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bricscodes.chaincode.Refusal.Reason;

/** Bytes and text, strictly. */
final class Text {

  private static final int MAX_ORIGIN = 255;

  private Text() {}

  /** The text that these bytes are the UTF-8 of. */
  static String utf8(byte[] bytes) throws Refusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(Reason.INVALID_INPUT, "text is UTF-8");
    }
  }

  /** A log's origin: 1 to 255 characters, none of them controls. */
  static String origin(String text) throws Refusal {
    if (text.isEmpty()
        || text.length() > MAX_ORIGIN
        || text.chars().anyMatch(c -> Character.isISOControl(c) || c == '\uFFFF')) {
      throw new Refusal(
          Reason.INVALID_INPUT, "an origin is 1 to 255 characters, none of them controls");
    }
    return text;
  }

  /** A number that is not negative and fits 63 bits, in its one decimal form. */
  static long number(String text) throws Refusal {
    if (text.matches("0|[1-9][0-9]{0,18}")) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        // said below
      }
    }
    throw new Refusal(Reason.INVALID_INPUT, "a number is decimal and below 2^63");
  }

  /** {@code text}, if it has this form. */
  static String formed(String text, String form, String what) throws Refusal {
    if (!text.matches(form)) {
      throw new Refusal(Reason.INVALID_INPUT, what + " is " + form);
    }
    return text;
  }

  static String sha256Hex(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
