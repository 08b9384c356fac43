package org.bricscodes.tlog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Path of a tile or entry bundle (c2sp.org/tlog-tiles@v0.1.0).
 *
 * @param level 0 to 63, or {@link #ENTRIES}
 * @param index tile number within the level
 * @param width hashes or entries in it: 1 to 255 for a partial, 256 for a full one
 */
record TilePath(int level, long index, int width) {

  static final int ENTRIES = -1;
  static final int FULL = 256;

  private static final int MAX_TEXT = 64;
  private static final Pattern FORM =
      Pattern.compile(
          "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /** Levels up to here hold complete tiles in a log of at most 2^63 entries. */
  private static final int MAX_LEVEL = 63;

  static TilePath full(int level, long index) {
    return new TilePath(level, index, FULL);
  }

  /** Empty unless the text is exactly what {@link #toString} prints. */
  static Optional<TilePath> parse(String text) {
    Matcher parts = FORM.matcher(text.length() > MAX_TEXT ? "" : text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String level = parts.group(1);
    String width = parts.group(3);
    TilePath path =
        new TilePath(
            level.equals("entries") ? ENTRIES : Integer.parseInt(level),
            Long.parseLong(parts.group(2).replace("x", "").replace("/", "")),
            width == null ? FULL : Integer.parseInt(width));
    boolean partialInRange = width == null || path.width < FULL;
    boolean canonical = partialInRange && path.level <= MAX_LEVEL && path.toString().equals(text);
    return canonical ? Optional.of(path) : Optional.empty();
  }

  boolean isPartial() {
    return width < FULL;
  }

  TilePath toFull() {
    return full(level, index);
  }

  /** Whether every hash or entry of it lies within the first {@code size} entries. */
  boolean isWithin(long size) {
    long available = hashesAt(level, size);
    return index <= available / FULL && index * FULL + width <= available;
  }

  /** How many hashes (or entries) the level has for a log of {@code size} entries. */
  static long hashesAt(int level, long size) {
    int shift = 8 * Math.max(level, 0);
    return shift >= Long.SIZE ? 0 : size >>> shift;
  }

  /** First entry below this tile or bundle that lies beyond it. */
  long entriesEnd() {
    return (index * FULL + width) << (8 * Math.max(level, 0));
  }

  @Override
  public String toString() {
    StringBuilder number = new StringBuilder(group(index));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      number.insert(0, "x" + group(rest) + "/");
    }
    // Every group but the last carries an x; the loop above put it in front of each it added.
    return "tile/"
        + (level == ENTRIES ? "entries" : Integer.toString(level))
        + "/"
        + number
        + (isPartial() ? ".p/" + width : "");
  }

  private static String group(long number) {
    String digits = Long.toString(number % 1000);
    return "0".repeat(3 - digits.length()) + digits;
  }
}
