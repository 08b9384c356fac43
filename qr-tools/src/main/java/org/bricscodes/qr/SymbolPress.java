package org.bricscodes.qr;

import com.google.zxing.qrcode.encoder.QRCode;
import java.nio.charset.StandardCharsets;

/**
 * Symbols of links that differ in their serial alone: the same link before it, the same length.
 *
 * <p>The symbol of a link is ZXing's own, bit for bit, in version, level, mask and modules, with
 * compact segments and no character set. <b>All symbols of one press have one version</b>, so that
 * all labels of a batch are of one size: that of a serial of letters, which no serial exceeds. A
 * serial with so many digits that ZXing would choose a smaller version keeps the press's version
 * and segments; a reader sees no difference.
 *
 * <p>Not for concurrent use; {@link #fork} is cheap and shares everything that is costly.
 */
public final class SymbolPress {

  private static final String LETTERS = "A";
  private static final String DIGITS = "1";

  private final String before;
  private final int serialLength;
  private final ErrorCorrection level;
  private final int version;

  /** Whether every serial, whatever its digits, gets the press's version from ZXing. */
  private final boolean oneVersion;

  private SymbolPress(String before, int serialLength, ErrorCorrection level) {
    this.before = before;
    this.serialLength = serialLength;
    this.level = level;
    int most = version(Zxing.encode(before + LETTERS.repeat(serialLength), level));
    int least = version(Zxing.encode(before + DIGITS.repeat(serialLength), level));
    this.oneVersion = most == least;
    this.version =
        oneVersion
            ? most
            : version(Zxing.encodeBytes(before + LETTERS.repeat(serialLength), level));
  }

  /**
   * A press for one batch.
   *
   * @param linkBeforeSerial printable ASCII, as it will be read: {@code
   *     https://trace.example/01/04600682000129/10/A26-07/21/}
   * @param serialLength characters of every serial, at least 1
   * @throws IllegalArgumentException if the link holds anything else, or is longer than a symbol
   */
  public static SymbolPress of(String linkBeforeSerial, int serialLength, ErrorCorrection level) {
    if (!linkBeforeSerial.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      throw new IllegalArgumentException("a link is printable ASCII");
    }
    if (serialLength < 1) {
      throw new IllegalArgumentException("a serial has at least one character");
    }
    return new SymbolPress(linkBeforeSerial, serialLength, level);
  }

  /** 1 to 40. */
  public int version() {
    return version;
  }

  /** Modules on a side, without the quiet zone: 17 + 4 · version. */
  public int size() {
    return 17 + 4 * version;
  }

  /**
   * Makes one symbol.
   *
   * @param serials ASCII; the serial is {@code serialLength} bytes at {@code at}, of digits,
   *     capitals and {@code $%*+-./:}
   * @throws IllegalArgumentException if the serial holds anything else
   */
  public void press(byte[] serials, int at, ModuleGrid into) {
    for (int i = at; i < at + serialLength; i++) {
      if (!isAlphanumeric(serials[i])) {
        throw new IllegalArgumentException("a serial is digits, capitals and $%*+-./:");
      }
    }
    String text = before + new String(serials, at, serialLength, StandardCharsets.US_ASCII);
    QRCode code = oneVersion ? Zxing.encode(text, level) : Zxing.encodeBytes(text, level);
    into.copyFrom(code.getMatrix());
  }

  /** Another press of the same symbols, for another thread. */
  public SymbolPress fork() {
    return new SymbolPress(before, serialLength, level);
  }

  private static boolean isAlphanumeric(byte character) {
    return (character >= '0' && character <= '9')
        || (character >= 'A' && character <= 'Z')
        || "$%*+-./:".indexOf(character) >= 0;
  }

  private static int version(QRCode code) {
    return code.getVersion().getVersionNumber();
  }
}
