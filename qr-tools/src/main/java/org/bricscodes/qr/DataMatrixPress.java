package org.bricscodes.qr;

import com.google.zxing.datamatrix.encoder.DefaultPlacement;
import com.google.zxing.datamatrix.encoder.ErrorCorrection;
import com.google.zxing.datamatrix.encoder.SymbolInfo;
import com.google.zxing.datamatrix.encoder.SymbolShapeHint;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.ElementString;

/**
 * GS1 DataMatrix symbols (ISO/IEC 16022, ECC 200) of element strings that differ in their serial
 * (AI 21) alone. A reader transmits {@code ]d2} and the element string; FNC1 comes first, and after
 * every element of variable length that another follows.
 *
 * <p><b>All symbols of one press are squares of one size.</b> The words before the serial are
 * encoded once, in ASCII with digits in pairs; the serial always takes as many words, whatever its
 * letters: in C40, where three letters share two words, or in ASCII where that is not shorter.
 * Error correction and placement are ZXing's.
 *
 * <p>Immutable, for any thread.
 */
public final class DataMatrixPress {

  private static final String LETTERS = "AAAAAAAAAAAAAAAAAAAA";
  private static final char FNC1 = 232;
  private static final char LATCH_C40 = 230;
  private static final char UNLATCH = 254;
  private static final char PAD = 129;
  private static final int DIGIT_PAIR = 130;

  private final String before;
  private final int serialLength;
  private final SymbolInfo shape;

  private DataMatrixPress(String before, int serialLength) {
    this.before = before;
    this.serialLength = serialLength;
    StringBuilder words = new StringBuilder(before);
    appendSerial(words, LETTERS.getBytes(StandardCharsets.US_ASCII), 0);
    SymbolInfo smallest =
        SymbolInfo.lookup(words.length(), SymbolShapeHint.FORCE_SQUARE, null, null, false);
    if (smallest == null) {
      throw new IllegalArgumentException("the element string is longer than a symbol can hold");
    }
    this.shape = smallest;
  }

  /**
   * A press for one batch.
   *
   * @param beforeSerial the elements that all share, such as those of AI 01, 17 and 10
   * @param serialLength characters of every serial, 1 to 20
   * @throws IllegalArgumentException if they are longer than a symbol holds, or the serial's length
   *     is not possible
   */
  public static DataMatrixPress of(ElementString beforeSerial, int serialLength) {
    if (serialLength < 1 || serialLength > 20) {
      throw new IllegalArgumentException("a serial has 1 to 20 characters");
    }
    Element serial = new Element("21", "0".repeat(serialLength));
    List<Element> all = new ArrayList<>(beforeSerial.elements());
    all.add(serial);
    String transmitted = new ElementString(all).transmitted();
    String start = transmitted.substring(0, transmitted.length() - serialLength);
    return new DataMatrixPress(FNC1 + ascii(start), serialLength);
  }

  /** Modules on a side, finder included, without the quiet zone. */
  public int size() {
    return shape.getSymbolWidth();
  }

  /**
   * Makes one symbol.
   *
   * @param serials ASCII; the serial is {@code serialLength} bytes at {@code at}, of digits and
   *     capitals
   * @throws IllegalArgumentException if the serial holds anything else
   */
  public void press(byte[] serials, int at, ModuleGrid into) {
    for (int i = at; i < at + serialLength; i++) {
      if (!isDigit((char) serials[i]) && (serials[i] < 'A' || serials[i] > 'Z')) {
        throw new IllegalArgumentException("a serial in a DataMatrix is digits and capitals");
      }
    }
    StringBuilder words = new StringBuilder(shape.getDataCapacity()).append(before);
    appendSerial(words, serials, at);
    pad(words, shape.getDataCapacity());
    String all = ErrorCorrection.encodeECC200(words.toString(), shape);
    DefaultPlacement placement =
        new DefaultPlacement(all, shape.getSymbolDataWidth(), shape.getSymbolDataHeight());
    placement.place();
    into.copyFrom(modules(placement));
  }

  /** ASCII words: digits in pairs, GS as FNC1. */
  private static String ascii(String text) {
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isDigit(c) && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
        words.append((char) (DIGIT_PAIR + (c - '0') * 10 + text.charAt(at + 1) - '0'));
        at += 2;
      } else {
        words.append(c == ElementString.GS ? FNC1 : (char) (c + 1));
        at++;
      }
    }
    return words.toString();
  }

  /** The serial in as many words each time. */
  private void appendSerial(StringBuilder words, byte[] serials, int at) {
    int triples = serialLength / 3;
    if (2 + 2 * triples + serialLength % 3 >= serialLength) {
      asciiSerial(words, serials, at, serialLength);
      return;
    }
    words.append(LATCH_C40);
    for (int i = at; i < at + 3 * triples; i += 3) {
      int value = 1600 * c40(serials[i]) + 40 * c40(serials[i + 1]) + c40(serials[i + 2]) + 1;
      words.append((char) (value >> 8)).append((char) (value & 0xFF));
    }
    words.append(UNLATCH);
    asciiSerial(words, serials, at + 3 * triples, serialLength % 3);
  }

  private static void asciiSerial(StringBuilder words, byte[] serials, int at, int length) {
    for (int i = at; i < at + length; i++) {
      words.append((char) (serials[i] + 1));
    }
  }

  private static int c40(byte character) {
    return isDigit((char) character) ? character - '0' + 4 : character - 'A' + 14;
  }

  /** Fills up the symbol; all pads but the first are randomised by their place (5.2.3). */
  private static void pad(StringBuilder words, int capacity) {
    if (words.length() < capacity) {
      words.append(PAD);
    }
    while (words.length() < capacity) {
      int place = words.length() + 1;
      int value = PAD + (149 * place) % 253 + 1;
      words.append((char) (value <= 254 ? value : value - 254));
    }
  }

  /** Data regions, each within its finder: solid at the left and below, dotted above and right. */
  private ByteMatrix modules(DefaultPlacement placement) {
    int size = size();
    int region = shape.matrixWidth;
    ByteMatrix matrix = new ByteMatrix(size, size);
    for (int y = 0; y < size; y++) {
      int inY = y % (region + 2);
      for (int x = 0; x < size; x++) {
        int inX = x % (region + 2);
        boolean dark;
        if (inX == 0 || inY == region + 1) {
          dark = true;
        } else if (inY == 0) {
          dark = inX % 2 == 0;
        } else if (inX == region + 1) {
          dark = inY % 2 == 1;
        } else {
          int column = x / (region + 2) * region + inX - 1;
          int row = y / (region + 2) * region + inY - 1;
          dark = placement.getBit(column, row);
        }
        matrix.set(x, y, dark);
      }
    }
    return matrix;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
