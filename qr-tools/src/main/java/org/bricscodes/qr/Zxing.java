package org.bricscodes.qr;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.util.Map;

/**
 * ZXing's encoder, our authority on what a symbol is: with compact segments unless it says so. No
 * call names a character set: any value, even ISO-8859-1, would put an ECI into the symbol.
 */
final class Zxing {

  private Zxing() {}

  /** The symbol in the version and mask that ZXing chooses. */
  static QRCode encode(String text, ErrorCorrection level) {
    return encode(text, level, Map.of(EncodeHintType.QR_COMPACT, true));
  }

  /** The same symbol under a mask of ours: a dozen times faster, as no mask is judged. */
  static QRCode encode(String text, ErrorCorrection level, int mask) {
    return encode(
        text, level, Map.of(EncodeHintType.QR_COMPACT, true, EncodeHintType.QR_MASK_PATTERN, mask));
  }

  /** One segment. Its version depends on how long the text is, not on the digits in it. */
  static QRCode encodeWhole(String text, ErrorCorrection level) {
    return encode(text, level, Map.of());
  }

  /** One segment, in a version of ours, which must have room. */
  static QRCode encodeWhole(String text, ErrorCorrection level, int version) {
    return encode(text, level, Map.of(EncodeHintType.QR_VERSION, version));
  }

  private static QRCode encode(String text, ErrorCorrection level, Map<EncodeHintType, ?> hints) {
    try {
      return Encoder.encode(text, level.zxing(), hints);
    } catch (WriterException e) {
      throw new IllegalArgumentException("the link is longer than a QR symbol can hold", e);
    }
  }
}
