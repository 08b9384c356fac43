package org.bricscodes.qr;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.bricscodes.qr.PictureReading.Coverage;

/**
 * Finds the symbols of a photo or a drawing: QR Code, Data Matrix, EAN, UPC, ITF-14 and Code 128.
 *
 * <p>What is quick is tried first, what is thorough only when nothing was found: ZXing; ZXing on
 * every row, turned and inverted; BoofCV, which sees through weak contrast and noise; and all of
 * them again on an enlarged picture when the modules may be smaller than three pixels. A linear
 * code alone ends no search, since it often stands beside one of two dimensions. Where one of these
 * was found it is painted over, and others are looked for in full size, until there are none or the
 * time is over; which of the two is told.
 *
 * <p><b>Bounds.</b> Files of at most {@value #MAX_BYTES} bytes, {@value #MAX_PIXELS} pixels and
 * {@value #MAX_SIDE} pixels on a side are read, judged by the header before anything is unpacked;
 * of 16 bits a channel {@value #MAX_DEEP_PIXELS} pixels; more than {@value #MAX_DECODED_PIXELS}
 * pixels are thinned out while reading. After the time that was given nothing further is begun.
 * What multiplies work is counted and refused: scans of a JPEG file, finder patterns of QR Codes.
 * Of a moving picture the first frame is read.
 *
 * <p><b>Threads.</b> Any; a call keeps its thread busy and takes up to 100 MB, so that callers
 * should bound how many run at once.
 */
public final class SymbolReader {

  /** Most bytes of a file. */
  public static final int MAX_BYTES = 10 << 20;

  /** Most pixels of a picture. */
  public static final int MAX_PIXELS = 40_000_000;

  /** Most pixels of a PNG picture of 16 bits a channel. */
  public static final int MAX_DEEP_PIXELS = 10_000_000;

  /** Most pixels on a side. */
  public static final int MAX_SIDE = 12_000;

  /** Most pixels that are kept. */
  public static final int MAX_DECODED_PIXELS = 12_500_000;

  /** Most symbols told of one picture. */
  public static final int MAX_SYMBOLS = 100;

  /** Long side of the picture on which thorough attempts are made. */
  private static final int SURVEY_SIDE = 1600;

  /** Pictures up to this long side are also looked at enlarged. */
  private static final int SMALL_SIDE = 640;

  private final Duration limit;
  private final LongSupplier nanoTime;

  /**
   * @param limit how long attempts are begun after reading started
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  public SymbolReader(Duration limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /**
   * The symbols of a PNG, JPEG, GIF or BMP file; none is an answer.
   *
   * @throws ImageFault if the file is too large, of another format, or broken
   */
  public List<FoundSymbol> read(byte[] file) throws ImageFault {
    return look(file).symbols();
  }

  /**
   * The same, and whether others may stand there.
   *
   * @throws ImageFault if the file is too large, of another format, or broken
   */
  public PictureReading look(byte[] file) throws ImageFault {
    long deadline = nanoTime.getAsLong() + limit.toNanos();
    Picture picture = new PictureFile(file, () -> isOver(deadline)).picture();
    Effort effort = new Effort(() -> isOver(deadline));
    Sightings seen = new Sightings(picture);
    for (Attempt attempt : attempts(picture, picture.within(SURVEY_SIDE))) {
      if (effort.isOver() || seen.hasMatrix()) {
        break;
      }
      seen.add(attempt.find(effort), attempt.scale(picture));
    }
    if (seen.hasMatrix()) {
      others(seen, picture, effort);
    }
    boolean whole = !effort.isOver() && !effort.isCrowded() && !seen.isFull();
    return new PictureReading(seen.all(), whole ? Coverage.WHOLE : Coverage.PART);
  }

  /** What stands beside what was found, in full size: of a sheet or a carton there are many. */
  private static void others(Sightings seen, Picture picture, Effort effort) {
    List<Decoder> decoders = List.of(ZxingReader::quick, ZxingReader::inverted, SymbolReader::boof);
    for (Decoder decoder : decoders) {
      boolean more = true;
      while (more && !effort.isOver() && !seen.isFull()) {
        more = seen.add(decoder.find(seen.left(), effort), picture.scale());
      }
    }
  }

  private boolean isOver(long deadline) {
    return nanoTime.getAsLong() - deadline > 0;
  }

  private static List<Attempt> attempts(Picture picture, Picture survey) {
    List<Attempt> attempts = new ArrayList<>();
    attempts.add(new Attempt(survey, ZxingReader::quick));
    if (survey != picture) {
      attempts.add(new Attempt(picture, ZxingReader::quick));
    }
    attempts.add(new Attempt(survey, ZxingReader::thorough));
    attempts.add(new Attempt(survey, SymbolReader::boof));
    if (survey != picture) {
      attempts.add(new Attempt(picture, SymbolReader::boof));
    }
    if (Math.max(picture.width(), picture.height()) <= SMALL_SIDE) {
      for (int times = 2; times <= 4; times++) {
        Picture larger = picture.enlarged(times);
        attempts.add(new Attempt(larger, ZxingReader::quick));
        attempts.add(new Attempt(larger, ZxingReader::thorough));
        attempts.add(new Attempt(larger, SymbolReader::boof));
      }
    }
    return attempts;
  }

  /** BoofCV too puts together all patterns it sees, and cannot be stopped. */
  private static List<FoundSymbol> boof(Picture picture, Effort effort) {
    return effort.isCrowded() ? List.of() : BoofReader.read(picture);
  }

  /** One decoder on one size of the picture. */
  private record Attempt(Picture picture, Decoder decoder) {

    List<FoundSymbol> find(Effort effort) {
      return decoder.find(picture, effort);
    }

    /** How much larger the upright original is than what was looked at. */
    double scale(Picture original) {
      return original.scale() * (double) original.width() / picture.width();
    }
  }

  /** Finds symbols until the time is over; nothing found is an empty list. */
  @FunctionalInterface
  private interface Decoder {
    List<FoundSymbol> find(Picture picture, Effort effort);
  }
}
