package org.bricscodes.scans;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which network is where, from the operator's own table: lines of {@code network,country} or {@code
 * network,country,latitude,longitude}. What is kept of a place is its cell. Networks must not
 * overlap. Immutable; any thread; 24 bytes for each line.
 */
public final class PlaceTable {

  /** Lines at most. */
  public static final int MAX_LINES = 5_000_000;

  private static final int MAX_LINE = 200;

  /** Knows nothing. */
  public static final PlaceTable NONE = new PlaceTable(new Entries(), new Entries(), 1);

  private final Entries four;
  private final Entries six;
  private final double degrees;

  private PlaceTable(Entries four, Entries six, double degrees) {
    this.four = four;
    this.six = six;
    this.degrees = degrees;
  }

  /**
   * Reads a table. Lines that are empty or begin with {@code #} are notes, and so is a heading
   * {@code network,…}.
   *
   * @param degrees side of the cells
   * @throws ScanFileException with line and fault, the first twenty
   */
  public static PlaceTable read(BufferedReader lines, double degrees)
      throws IOException, ScanFileException {
    List<String> faults = new ArrayList<>();
    List<Line> four = new ArrayList<>();
    List<Line> six = new ArrayList<>();
    int number = 0;
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      number++;
      if (number > MAX_LINES) {
        throw new ScanFileException(List.of("a table has at most " + MAX_LINES + " lines"));
      }
      String line = text.strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("network,")) {
        continue;
      }
      try {
        Line parsed = Line.parse(line, number, degrees);
        (parsed.isFour() ? four : six).add(parsed);
      } catch (IllegalArgumentException e) {
        faults.add("line " + number + ": " + e.getMessage());
        if (faults.size() == ScanFileException.MAX_FAULTS) {
          break;
        }
      }
    }
    Entries short4 = Entries.of(four, faults);
    Entries long6 = Entries.of(six, faults);
    if (!faults.isEmpty()) {
      throw new ScanFileException(
          faults.subList(0, Math.min(faults.size(), ScanFileException.MAX_FAULTS)));
    }
    return new PlaceTable(short4, long6, degrees);
  }

  /** Where the address is, if the table says so. */
  public Optional<Place> find(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? four.find(Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt()), degrees)
        : six.find(ByteBuffer.wrap(bytes).getLong() ^ Long.MIN_VALUE, degrees);
  }

  /** Networks in the table. */
  public int size() {
    return four.first.length + six.first.length;
  }

  /** One line, its addresses as ordered numbers: all of IPv4, the upper half of IPv6. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(int number, byte[] bytes, int length, String country, @Nullable Cell cell) {

    static Line parse(String text, int number, double degrees) {
      if (text.length() > MAX_LINE) {
        throw new IllegalArgumentException("a line has at most 200 characters");
      }
      String[] fields = text.split(",", -1);
      if (fields.length != 2 && fields.length != 4) {
        throw new IllegalArgumentException(
            "must be network,country or network,country,latitude,longitude");
      }
      IpPrefix network = IpPrefix.parse(fields[0].strip());
      if (network.bytes().length == 16 && network.length() > 64) {
        throw new IllegalArgumentException("a network of IPv6 has at most 64 bits here");
      }
      Cell cell =
          fields.length == 2
              ? null
              : Cell.around(degrees(fields[2], 90), degrees(fields[3], 180), degrees);
      Place place = new Place(fields[1].strip(), cell);
      return new Line(number, network.bytes(), network.length(), place.country(), cell);
    }

    private static double degrees(String text, double most) {
      try {
        double value = Double.parseDouble(text.strip());
        if (Math.abs(value) <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        // told below, as for a number out of range
      }
      throw new IllegalArgumentException(
          "must be degrees from -" + most + " to " + most + ", found " + text.strip());
    }

    boolean isFour() {
      return bytes.length == 4;
    }

    long first() {
      return isFour()
          ? Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())
          : ByteBuffer.wrap(bytes).getLong() ^ Long.MIN_VALUE;
    }

    long last() {
      int free = (isFour() ? 32 : 64) - length;
      return free >= 64 ? Long.MAX_VALUE : first() + ((1L << free) - 1);
    }
  }

  /** Columns, ordered by first address. */
  private static final class Entries {
    private final long[] first;
    private final long[] last;
    private final short[] country;

    /** Hundredths of a degree; {@link #NOWHERE} where there is none. */
    private final short[] latitude;

    private final short[] longitude;

    private static final short NOWHERE = Short.MIN_VALUE;

    Entries() {
      this(0);
    }

    private Entries(int size) {
      first = new long[size];
      last = new long[size];
      country = new short[size];
      latitude = new short[size];
      longitude = new short[size];
    }

    static Entries of(List<Line> lines, List<String> faults) {
      lines.sort((a, b) -> Long.compare(a.first(), b.first()));
      Entries entries = new Entries(lines.size());
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        entries.first[i] = line.first();
        entries.last[i] = line.last();
        entries.country[i] = (short) (line.country.charAt(0) << 8 | line.country.charAt(1));
        Cell cell = line.cell;
        entries.latitude[i] = cell == null ? NOWHERE : (short) Math.round(cell.latitude() * 100);
        entries.longitude[i] = cell == null ? NOWHERE : (short) Math.round(cell.longitude() * 100);
        if (i > 0 && line.first() <= entries.last[i - 1]) {
          faults.add(
              "line "
                  + line.number
                  + ": its network overlaps that of line "
                  + lines.get(i - 1).number);
        }
      }
      return entries;
    }

    Optional<Place> find(long address, double degrees) {
      int low = 0;
      int high = first.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (address < first[middle]) {
          high = middle - 1;
        } else if (address > last[middle]) {
          low = middle + 1;
        } else {
          return Optional.of(place(middle, degrees));
        }
      }
      return Optional.empty();
    }

    private Place place(int at, double degrees) {
      String code = String.valueOf((char) (country[at] >> 8)) + (char) (country[at] & 0xFF);
      Cell cell =
          latitude[at] == NOWHERE
              ? null
              : new Cell(latitude[at] / 100.0, longitude[at] / 100.0, degrees);
      return new Place(code, cell);
    }
  }
}
