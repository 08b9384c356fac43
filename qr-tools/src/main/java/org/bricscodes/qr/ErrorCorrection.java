package org.bricscodes.qr;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;

/** How much of a symbol may be lost (ISO/IEC 18004), from the least to the most. */
public enum ErrorCorrection {

  /** About 7 %: for screens and clean surfaces. */
  L(ErrorCorrectionLevel.L),

  /** About 15 %: the default. */
  M(ErrorCorrectionLevel.M),

  /** About 25 %: where damage or a logo of at most 8 % of the area is expected. */
  Q(ErrorCorrectionLevel.Q),

  /** About 30 %: for labels that are scratched, wetted and bent. */
  H(ErrorCorrectionLevel.H);

  private final ErrorCorrectionLevel zxing;

  ErrorCorrection(ErrorCorrectionLevel zxing) {
    this.zxing = zxing;
  }

  ErrorCorrectionLevel zxing() {
    return zxing;
  }
}
