package org.bricscodes.qr;

import com.google.zxing.ResultPoint;
import com.google.zxing.ResultPointCallback;
import com.google.zxing.qrcode.detector.FinderPattern;

/**
 * Counts the finder patterns that ZXing meets, and stops it at too many: it tries every three of
 * them, so that a picture tiled with them would keep a thread for minutes.
 */
final class FinderCount implements ResultPointCallback {

  /** Three of each symbol that is told, and room for all that looks like one by chance. */
  static final int MOST = 4 * SymbolReader.MAX_SYMBOLS;

  private int count;

  void restart() {
    count = 0;
  }

  @Override
  public void foundPossibleResultPoint(ResultPoint point) {
    if (point instanceof FinderPattern && ++count > MOST) {
      throw new Crowded();
    }
  }

  /** Ends a search; readers of ZXing let it pass. */
  static final class Crowded extends RuntimeException {

    private static final long serialVersionUID = 1;

    Crowded() {
      super("more than " + MOST + " finder patterns", null, false, false);
    }
  }
}
