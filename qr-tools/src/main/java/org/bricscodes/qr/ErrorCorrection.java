package org.bricscodes.qr;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;

/** How much of a symbol may be lost (ISO/IEC 18004): the two levels that suit packs. */
public enum ErrorCorrection {

  /** About 15 %: the default. */
  M(ErrorCorrectionLevel.M),

  /** About 25 %: where damage or a logo of at most 8 % of the area is expected. */
  Q(ErrorCorrectionLevel.Q);

  private final ErrorCorrectionLevel zxing;

  ErrorCorrection(ErrorCorrectionLevel zxing) {
    this.zxing = zxing;
  }

  ErrorCorrectionLevel zxing() {
    return zxing;
  }
}
