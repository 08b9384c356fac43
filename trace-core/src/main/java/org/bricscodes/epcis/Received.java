package org.bricscodes.epcis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The checks on received bytes that are the same whatever is in them. */
final class Received {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Received() {}

  /** The refusal of bytes that no reader of text need look at; {@code null} if they may be read. */
  static @Nullable ParsedDocument refusal(byte[] document, EpcisLimits limits) {
    if (document.length > limits.maxDocumentBytes()) {
      return ParsedDocument.refused(
          ParsedDocument.Excess.BYTES,
          "the document has " + document.length + " bytes",
          "keep it to " + limits.maxDocumentBytes() + " or send several documents");
    }
    int invalid = Utf8.firstInvalid(document);
    if (invalid >= 0) {
      return ParsedDocument.refused(
          ParsedDocument.Excess.NONE,
          "byte " + invalid + " is not UTF-8",
          "send the document as UTF-8");
    }
    return null;
  }

  /** Where the text begins, behind a byte order mark. */
  static int start(byte[] document) {
    return Arrays.mismatch(document, BYTE_ORDER_MARK) == 3 ? 3 : 0;
  }
}
