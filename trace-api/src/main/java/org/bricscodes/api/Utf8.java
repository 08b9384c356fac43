package org.bricscodes.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bodies that are lists of lines. */
final class Utf8 {

  private Utf8() {}

  /**
   * @throws Problem {@link ProblemKind#INVALID_BODY} if the bytes are not valid UTF-8
   */
  static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(ProblemKind.INVALID_BODY, "the body is not valid UTF-8");
    }
  }
}
