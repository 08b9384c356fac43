package org.bricscodes.qr;

import com.google.zxing.qrcode.encoder.QRCode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Symbols of links that differ in their serial alone: the same link before it, the same length.
 *
 * <p>The symbol of a link is ZXing's own, bit for bit, in version, level, mask and modules, with
 * compact segments and no character set. <b>All symbols of one press have one version</b>, so that
 * all labels of a batch are of one size: that of a serial of letters, which no serial exceeds. A
 * serial with so many digits that ZXing would choose a smaller version keeps the press's version,
 * in other segments; a reader sees no difference.
 *
 * <p>How: up to version 9 a symbol is a sum of table rows ({@link SerialTables}), and its mask is
 * chosen on whole rows and columns ({@link Masks}), which is about a hundred times as fast as
 * ZXing. Where a long run of digits may change the segments ({@link Segments}), ZXing itself makes
 * the modules and only the choice of the mask is ours, which is about four times as fast; likewise
 * where a link is so made that its serial is not alphanumeric throughout. Beyond version 11 ZXing
 * does all of it. When a press is made it is compared with ZXing on some dozen serials, and does
 * without tables should they ever differ.
 *
 * <p>Only where a link has no tables, and is within a few bits of its version's capacity, and would
 * not fit that version in one segment, are all symbols of the press in one segment, and then in the
 * version that this needs.
 *
 * <p>Not for concurrent use; {@link #fork} is cheap and shares everything that is costly.
 */
public final class SymbolPress {

  private static final int COMPARED = 24;

  private final Plate plate;
  private final byte[] values;
  private final long[] lines;

  private SymbolPress(Plate plate) {
    this.plate = plate;
    this.values = new byte[plate.serialLength()];
    this.lines = new long[2 * (17 + 4 * plate.version())];
  }

  /**
   * A press for one batch; takes some milliseconds.
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
    SymbolPress press = new SymbolPress(Plate.of(linkBeforeSerial, serialLength, level));
    return press.plate.tables() == null || press.agreesWithZxing()
        ? press
        : new SymbolPress(Plate.withoutTables(linkBeforeSerial, serialLength, level));
  }

  /** 1 to 40. */
  public int version() {
    return plate.version();
  }

  /** Modules on a side, without the quiet zone: 17 + 4 · version. */
  public int size() {
    return 17 + 4 * plate.version();
  }

  /**
   * Makes one symbol.
   *
   * @param serials ASCII; the serial is {@code serialLength} bytes at {@code at}, of digits,
   *     capitals and {@code $%*+-./:}
   * @throws IllegalArgumentException if the serial holds anything else
   */
  public void press(byte[] serials, int at, ModuleGrid into) {
    long digits = read(serials, at);
    SerialTables tables = plate.tables();
    if (tables == null || hasRun(digits, plate.safeRun())) {
      pressThroughZxing(serials, at, into);
    } else {
      pressFromTables(tables, into);
    }
  }

  /** Another press of the same symbols, for another thread. */
  public SymbolPress fork() {
    return new SymbolPress(plate);
  }

  /** Fills {@link #values}; bit i of the answer: character i is a digit. */
  private long read(byte[] serials, int at) {
    long digits = 0;
    for (int i = 0; i < values.length; i++) {
      int value = serials[at + i] == ' ' ? -1 : Alphanumeric.value(serials[at + i]);
      if (value < 0) {
        throw new IllegalArgumentException("a serial is digits, capitals and $%*+-./:");
      }
      values[i] = (byte) value;
      digits |= (value - 10L) >>> 63 << i;
    }
    return digits;
  }

  /** Whether a run of digits is longer than that, those counted that the link before ends in. */
  private boolean hasRun(long digits, int longest) {
    long runs = digits << plate.digitsBefore() | ((1L << plate.digitsBefore()) - 1);
    for (int i = 0; i < longest; i++) {
      runs &= runs >>> 1;
    }
    return runs != 0;
  }

  private void pressFromTables(SerialTables tables, ModuleGrid into) {
    tables.assemble(values, lines);
    finish(lines, into);
  }

  private void pressThroughZxing(byte[] serials, int at, ModuleGrid into) {
    String text =
        plate.before() + new String(serials, at, values.length, StandardCharsets.US_ASCII);
    SerialTables tables = plate.tables();
    Masks masks = plate.masks();
    QRCode code =
        plate.whole()
            ? Zxing.encodeWhole(text, plate.level(), plate.version())
            : masks == null
                ? Zxing.encode(text, plate.level())
                : Zxing.encode(text, plate.level(), 0);
    if (Plate.version(code) == plate.version() && masks != null) {
      finish(Masks.lines(code), into);
    } else if (Plate.version(code) == plate.version()) {
      into.copyFrom(code.getMatrix());
    } else if (tables != null) {
      pressFromTables(tables, into);
    } else {
      into.copyFrom(Zxing.encodeWhole(text, plate.level(), plate.version()).getMatrix());
    }
  }

  private void finish(long[] unmasked, ModuleGrid into) {
    Masks masks = Objects.requireNonNull(plate.masks());
    masks.apply(masks.choose(unmasked), unmasked, into);
  }

  private boolean agreesWithZxing() {
    ModuleGrid ours = new ModuleGrid();
    ModuleGrid theirs = new ModuleGrid();
    byte[] serial = new byte[values.length];
    int state = 1;
    for (int i = 0; i < COMPARED; i++) {
      for (int k = 0; k < serial.length; k++) {
        // A multiplicative generator (Park and Miller, 16807): any mixture of characters will do.
        state = (int) (state * 16807L % Integer.MAX_VALUE);
        serial[k] = (byte) Alphanumeric.CHARACTERS.charAt(state % 36);
      }
      press(serial, 0, ours);
      String text = plate.before() + new String(serial, StandardCharsets.US_ASCII);
      QRCode code = Zxing.encode(text, plate.level());
      theirs.copyFrom(code.getMatrix());
      if (Plate.version(code) == plate.version() && !ours.sameAs(theirs)) {
        return false;
      }
    }
    return true;
  }
}
