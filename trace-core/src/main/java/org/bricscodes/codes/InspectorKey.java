package org.bricscodes.codes;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * What an inspector takes along to check codes of one product and key epoch without a network: the
 * serial key of that GTIN and epoch, and the batches issued when it was exported. Made by {@link
 * CodeBook#inspectorKey}. Whoever has it can tell and make serials of that GTIN and epoch, and of
 * no other; a leaked one is a compromise of the epoch. Thread-safe; {@link #toString} shows no
 * secret.
 *
 * <p>As a file ({@link #text}), in lines of ASCII:
 *
 * <pre>
 *   bricscodes.org/inspector-key@v1
 *   gtin 04600682000129
 *   epoch B
 *   generation 0 1                     of the key, and how many the epoch's character had by then
 *   key (64 hexadecimal digits)
 *   batch 0 1000 A26-07 2027-12-31     first counter, count, lot, last day of use or -; any number
 * </pre>
 */
public final class InspectorKey {

  /** Most batches of a key; the rest is left out, and their codes are {@link Finding.Later}. */
  public static final int MAX_BATCHES = 10_000;

  /** Longest text {@link #parse} reads. */
  public static final int MAX_TEXT = 1 << 20;

  private static final String HEADING = "bricscodes.org/inspector-key@v1";

  private final Gtin gtin;
  private final KeyEpoch epoch;
  private final int generation;
  private final int generations;
  private final SecretKey key;
  private final List<Range> ranges;

  /** A batch, as far as an inspector needs it. */
  private record Range(long first, long count, String lot, @Nullable LocalDate expiry) {}

  /** What checking a code found. */
  public sealed interface Finding {

    /** Issued in a batch that the key knows, for this lot. */
    record Issued(String lot, @Nullable LocalDate expiry) implements Finding {}

    /** Issued, but for another lot than the label says: the label was changed. */
    record WrongLot(String lot) implements Finding {}

    /**
     * Made with the key, but in no batch it knows: issued after the export, or by a thief of it.
     */
    record Later() implements Finding {}

    /**
     * Not made with the key, the only one that the epoch's character had when it was exported: a
     * forgery.
     */
    record Forged() implements Finding {}

    /**
     * Not made with the key, but the epoch's character came round again and has had others: made
     * with one of those, or a forgery. This key cannot tell.
     */
    record OtherGeneration() implements Finding {}

    /** Of another product or epoch: this key cannot tell. */
    record Elsewhere() implements Finding {}
  }

  private InspectorKey(
      Gtin gtin,
      KeyEpoch epoch,
      int generation,
      int generations,
      SecretKey key,
      List<Range> ranges) {
    this.gtin = gtin;
    this.epoch = epoch;
    this.generation = generation;
    this.generations = generations;
    this.key = key;
    this.ranges = List.copyOf(ranges);
  }

  static InspectorKey of(
      EpochKey epochKey, int generation, int generations, Gtin gtin, List<Batch> batches) {
    return new InspectorKey(
        gtin,
        epochKey.epoch(),
        generation,
        generations,
        epochKey.serialKey(gtin),
        batches.stream()
            .map(b -> new Range(b.firstCounter(), b.count(), b.lot(), b.expiry()))
            .toList());
  }

  /**
   * The inverse of {@link #text}.
   *
   * @throws CodesException.UnusableKey saying which line is wrong, without quoting it
   */
  public static InspectorKey parse(String text) {
    List<String> lines = text.length() > MAX_TEXT ? List.of() : text.strip().lines().toList();
    if (lines.size() < 5 || !lines.getFirst().equals(HEADING)) {
      throw new CodesException.UnusableKey("an inspector key begins with " + HEADING);
    }
    int at = 1;
    try {
      Gtin gtin = Gtin.parse(value(lines.get(at++), "gtin"));
      KeyEpoch epoch = KeyEpoch.parse(value(lines.get(at++), "epoch"));
      String[] numbers = value(lines.get(at++), "generation").split(" ", -1);
      int generation = Integer.parseInt(numbers[0]);
      int generations = numbers.length == 2 ? Integer.parseInt(numbers[1]) : 0;
      if (generation < 0 || generation >= generations) {
        throw new IllegalArgumentException("a generation is one of so many");
      }
      byte[] key = HexFormat.of().parseHex(value(lines.get(at++), "key"));
      if (key.length != MasterKey.BYTES) {
        throw new IllegalArgumentException("a key has 32 bytes");
      }
      List<Range> ranges = new ArrayList<>();
      for (; at < lines.size() && ranges.size() <= MAX_BATCHES; at++) {
        ranges.add(range(value(lines.get(at), "batch")));
      }
      return new InspectorKey(
          gtin, epoch, generation, generations, new SecretKeySpec(key, "AES"), ranges);
    } catch (IllegalArgumentException | Gs1Exception | DateTimeParseException _) {
      throw new CodesException.UnusableKey(
          "line " + Math.min(at + 1, lines.size()) + " of the inspector key cannot be read");
    }
  }

  /** The key as a file; secret. */
  public String text() {
    StringBuilder text = new StringBuilder(200 + 40 * ranges.size());
    text.append(HEADING).append("\ngtin ").append(gtin.digits());
    text.append("\nepoch ").append(epoch.symbol());
    text.append("\ngeneration ").append(generation).append(' ').append(generations);
    text.append("\nkey ").append(HexFormat.of().formatHex(key.getEncoded())).append('\n');
    for (Range range : ranges) {
      LocalDate expiry = range.expiry;
      text.append("batch ")
          .append(range.first)
          .append(' ')
          .append(range.count)
          .append(' ')
          .append(range.lot)
          .append(' ')
          .append(expiry == null ? "-" : expiry.toString())
          .append('\n');
    }
    return text.toString();
  }

  public Gtin gtin() {
    return gtin;
  }

  public KeyEpoch epoch() {
    return epoch;
  }

  /**
   * Checks a code as scanned.
   *
   * @param lot AI (10); null when the label has none
   */
  public Finding check(Gtin scanned, @Nullable String lot, Serial serial) {
    if (!scanned.equals(gtin) || !serial.epoch().equals(epoch)) {
      return new Finding.Elsewhere();
    }
    long counter = new SerialCipher(key, gtin.digits()).decipher(serial.high(), serial.low());
    if (counter < 0) {
      return generations == 1 ? new Finding.Forged() : new Finding.OtherGeneration();
    }
    for (Range range : ranges) {
      if (counter >= range.first && counter - range.first < range.count) {
        return lot == null || lot.equals(range.lot)
            ? new Finding.Issued(range.lot, range.expiry)
            : new Finding.WrongLot(range.lot);
      }
    }
    return new Finding.Later();
  }

  @Override
  public String toString() {
    return "InspectorKey[" + gtin.digits() + ", " + epoch + "]";
  }

  private static String value(String line, String name) {
    if (!line.startsWith(name + " ")) {
      throw new IllegalArgumentException("another line was expected");
    }
    return line.substring(name.length() + 1);
  }

  /** Lots of character set 82 hold no space. */
  private static Range range(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 4 || parts[2].isEmpty()) {
      throw new IllegalArgumentException("a batch has four parts");
    }
    return new Range(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        parts[2],
        parts[3].equals("-") ? null : LocalDate.parse(parts[3]));
  }
}
